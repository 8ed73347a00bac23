//! What items say about each other: truth, equality, order, membership.

use std::cmp::Ordering;

use super::{Array, Error, Evaluation, Item, Object, Result};

type Answer = std::result::Result<bool, Error>;

impl<'a> Item<'a> {
    /// `$boolean`: undefined for what is undefined.
    ///
    /// # Errors
    /// D1001 for an infinite number.
    pub fn truth(self, ev: &'a Evaluation) -> std::result::Result<Option<bool>, Error> {
        match self {
            Item::Undefined => Ok(None),
            defined => defined.is_true(ev).map(Some),
        }
    }

    /// Whether `$boolean` says true.
    ///
    /// # Errors
    /// D1001 for an infinite number.
    #[inline]
    pub fn is_true(self, ev: &'a Evaluation) -> Answer {
        Ok(match self {
            Item::Undefined | Item::Null | Item::Function(_) => false,
            Item::Bool(value) => value,
            Item::Int(number) => number != 0,
            Item::Float(_) => self.numeric()?.is_some_and(|number| number != 0.0),
            Item::String(text) => !text.is_empty(),
            Item::Array(array) => return any_is_true(ev, array),
            Item::Object(object) => !object.is_empty(),
        })
    }

    /// Its number, if it is one.
    ///
    /// # Errors
    /// D1001 for an infinite number.
    pub fn numeric(self) -> std::result::Result<Option<f64>, Error> {
        match self.number() {
            Some(number) if number.is_infinite() => Err(Error::new(
                "D1001",
                format!("Number out of range: {number}"),
            )),
            number => Ok(number.filter(|number| !number.is_nan())),
        }
    }

    /// Its number as JavaScript has it.
    #[inline]
    #[must_use]
    pub fn number(self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "as JavaScript's numbers")]
        match self {
            Item::Int(number) => Some(number as f64),
            Item::Float(number) => Some(number),
            _ => None,
        }
    }

    /// Deep equality; the members of objects have no order.
    ///
    /// # Errors
    /// When there is too much to compare.
    #[inline]
    pub fn equals(self, ev: &'a Evaluation, other: Item<'a>) -> Answer {
        match (self, other) {
            (Item::Array(_), Item::Array(_)) | (Item::Object(_), Item::Object(_)) => {
                deep_equal(ev, self, other)
            }
            (one, other) => Ok(one.is(other)),
        }
    }

    /// `===`: equality of scalars, identity of anything else.
    #[must_use]
    pub fn is(self, other: Item<'a>) -> bool {
        match (self, other) {
            (Item::Undefined, Item::Undefined) | (Item::Null, Item::Null) => true,
            (Item::Bool(one), Item::Bool(other)) => one == other,
            (Item::Int(one), Item::Int(other)) => one == other,
            (Item::String(one), Item::String(other)) => one == other,
            (Item::Array(one), Item::Array(other)) => one.is(other),
            (Item::Object(one), Item::Object(other)) => one.is(other),
            (Item::Function(one), Item::Function(other)) => one.is(other),
            (one, other) => {
                matches!((one.number(), other.number()), (Some(one), Some(other)) if one == other)
            }
        }
    }

    fn is_comparable(self) -> bool {
        matches!(
            self,
            Item::Undefined | Item::Int(_) | Item::Float(_) | Item::String(_)
        )
    }

    /// How two numbers or two strings compare; `None` where one is not a number. Anything else is a mismatch.
    pub(super) fn order(
        self,
        other: Item<'a>,
        mismatch: impl FnOnce() -> Error,
    ) -> std::result::Result<Option<Ordering>, Error> {
        match (self, other) {
            (Item::Int(one), Item::Int(other)) => Ok(Some(one.cmp(&other))),
            // As JavaScript compares them.
            (Item::String(one), Item::String(other)) => {
                Ok(Some(one.encode_utf16().cmp(other.encode_utf16())))
            }
            _ => match (self.number(), other.number()) {
                (Some(one), Some(other)) => Ok(one.partial_cmp(&other)),
                _ => Err(mismatch()),
            },
        }
    }
}

impl Evaluation {
    /// `=`
    ///
    /// # Errors
    /// When there is too much to compare.
    #[inline]
    pub fn equal<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        let defined = !one.is_undefined() && !other.is_undefined();
        Ok(Item::Bool(defined && one.equals(self, other)?))
    }

    /// `!=`
    ///
    /// # Errors
    /// When there is too much to compare.
    #[inline]
    pub fn not_equal<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        let defined = !one.is_undefined() && !other.is_undefined();
        Ok(Item::Bool(defined && !one.equals(self, other)?))
    }

    /// `<`
    ///
    /// # Errors
    /// T2009, T2010 unless both are numbers, or both strings.
    #[inline]
    pub fn less<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        self.compared(one, other, "<", Ordering::is_lt)
    }

    /// `<=`
    ///
    /// # Errors
    /// T2009, T2010 unless both are numbers, or both strings.
    #[inline]
    pub fn less_or_equal<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        self.compared(one, other, "<=", Ordering::is_le)
    }

    /// `>`
    ///
    /// # Errors
    /// T2009, T2010 unless both are numbers, or both strings.
    #[inline]
    pub fn greater<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        self.compared(one, other, ">", Ordering::is_gt)
    }

    /// `>=`
    ///
    /// # Errors
    /// T2009, T2010 unless both are numbers, or both strings.
    #[inline]
    pub fn greater_or_equal<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        self.compared(one, other, ">=", Ordering::is_ge)
    }

    #[inline]
    fn compared<'a>(
        &'a self,
        one: Item<'a>,
        other: Item<'a>,
        operator: &str,
        holds: impl Fn(Ordering) -> bool,
    ) -> Result<'a> {
        if let (Item::Int(one), Item::Int(other)) = (one, other) {
            return Ok(Item::Bool(holds(one.cmp(&other))));
        }
        if let (Some(one), Some(other)) = (one.number(), other.number()) {
            let ordering = one.partial_cmp(&other);
            return Ok(Item::Bool(ordering.is_some_and(holds)));
        }
        check_comparable(one, other, operator)?;
        if one.is_undefined() || other.is_undefined() {
            return Ok(Item::Undefined);
        }
        let ordering = one.order(other, || mismatch(self, one, other, operator))?;
        Ok(Item::Bool(ordering.is_some_and(holds)))
    }

    /// `in`
    ///
    /// # Errors
    /// When there is too much to search.
    pub fn is_in<'a>(&'a self, item: Item<'a>, items: Item<'a>) -> Result<'a> {
        let found = match items {
            Item::Undefined => false,
            Item::Array(array) => {
                self.spend(array.len())?;
                !item.is_undefined() && array.iter().any(|element| element.is(item))
            }
            single => single.is(item),
        };
        Ok(Item::Bool(found))
    }
}

fn any_is_true<'a>(ev: &'a Evaluation, array: Array<'a>) -> Answer {
    for leaf in array.leaves(ev) {
        if leaf?.is_true(ev)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn check_comparable(
    one: Item<'_>,
    other: Item<'_>,
    operator: &str,
) -> std::result::Result<(), Error> {
    if one.is_comparable() && other.is_comparable() {
        return Ok(());
    }
    let message = format!(
        "The expressions either side of operator \"{operator}\" must evaluate to numeric or string values"
    );
    Err(Error::new("T2010", message))
}

fn mismatch<'a>(ev: &'a Evaluation, one: Item<'a>, other: Item<'a>, operator: &str) -> Error {
    let (one, other) = (one.shown(ev), other.shown(ev));
    let message = format!(
        "The values {one} and {other} either side of operator \"{operator}\" must be of the same data type"
    );
    Error::new("T2009", message)
}

/// Without growing the stack, however deep they nest.
fn deep_equal<'i>(ev: &Evaluation, one: Item<'i>, other: Item<'i>) -> Answer {
    let mut pending = vec![(one, other)];
    while let Some(pair) = pending.pop() {
        ev.spend(1)?;
        let is_equal = match pair {
            (Item::Array(one), Item::Array(other)) => {
                let same = one.is(other);
                if !same && one.len() == other.len() {
                    pending.extend(one.iter().zip(other.iter()));
                }
                same || one.len() == other.len()
            }
            (Item::Object(one), Item::Object(other)) => {
                one.is(other) || members_pair_up(one, other, &mut pending)
            }
            (one, other) => one.is(other),
        };
        if !is_equal {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether both have the same keys; what is under them is compared next.
fn members_pair_up<'i>(
    one: Object<'i>,
    other: Object<'i>,
    pending: &mut Vec<(Item<'i>, Item<'i>)>,
) -> bool {
    one.len() == other.len()
        && one.iter().all(|(key, item)| {
            let counterpart = other.get(key);
            pending.push((item, counterpart));
            !counterpart.is_undefined()
        })
}
