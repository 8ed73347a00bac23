//! `| pattern | update, delete |`.

use super::{Array, Error, Evaluation, Item, Object, Result, Signature, decimal};

type Fallible<T> = std::result::Result<T, Error>;

static SIGNATURE: Signature = Signature::parse("<(oa):o>");

impl Evaluation {
    /// A function that changes a copy of its argument: sets members of every object that `pattern` finds in it, and
    /// removes members. `copy` makes the copy.
    pub fn transform<'a>(
        &'a self,
        copy: impl Fn(Item<'a>) -> Result<'a> + Copy + 'a,
        pattern: impl Fn(Item<'a>) -> Result<'a> + Copy + 'a,
        update: impl Fn(Item<'a>) -> Result<'a> + Copy + 'a,
        delete: impl Fn(Item<'a>) -> Result<'a> + Copy + 'a,
    ) -> Item<'a> {
        self.lambda(Some(&SIGNATURE), Item::Undefined, move |[input]| {
            if input.is_undefined() {
                return Ok(input);
            }
            let result = copy(input)?;
            for found in pattern(result)?.elements(self).iter() {
                self.spend(1)?;
                if let Item::Function(_) = found {
                    let message = "Attempted to access the Javascript object prototype";
                    return Err(Error::new("D1010", message));
                }
                self.set_members(found, update(found)?)?;
                self.remove_members(found, delete(found)?)?;
            }
            Ok(result)
        })
    }

    /// A copy whose objects can be changed, by `clone` where an expression has a function of its own for it.
    ///
    /// # Errors
    /// T2013 when `clone` is no function, and its own.
    pub fn copied_by<'a>(&'a self, clone: Item<'a>, item: Item<'a>) -> Result<'a> {
        let Item::Function(_) = clone else {
            let message = "The transform expression clones the input object using the $clone() function.  This has been overridden in the current scope by a non-function.";
            return Err(Error::new("T2013", message));
        };
        self.copied(self.apply(clone, &[item], Item::Undefined)?)
    }

    /// `$clone`: a copy whose objects can be changed.
    ///
    /// # Errors
    /// D1001 for an infinite number, and when it nests too deep or takes too much memory.
    pub fn copied<'a>(&'a self, item: Item<'a>) -> Result<'a> {
        Ok(match item {
            Item::Array(array) => {
                self.claim::<Item<'_>>(array.len())?;
                let mut elements = Vec::with_capacity(array.len());
                self.inside(|| {
                    for element in array.iter() {
                        elements.push(self.copied(element)?);
                    }
                    Ok::<_, Error>(())
                })?;
                Item::Array(Array::items(self.keep(&elements)))
            }
            Item::Object(object) => {
                self.claim::<(&str, Item<'_>)>(object.len())?;
                let mut members = Vec::with_capacity(object.len());
                self.inside(|| {
                    for (key, item) in object.iter() {
                        members.push((key, self.copied(item)?));
                    }
                    Ok::<_, Error>(())
                })?;
                self.made_object(self.keep(&members))
            }
            // A copy is what JSON text would become.
            Item::Function(_) => Item::String(""),
            Item::Float(_) => match item.numeric()? {
                Some(number) => Item::from_f64(decimal::to_15_digits(number)),
                None => Item::Null,
            },
            scalar => scalar,
        })
    }

    fn set_members<'a>(&'a self, found: Item<'a>, update: Item<'a>) -> Fallible<()> {
        let changes = match update {
            Item::Undefined => return Ok(()),
            Item::Object(changes) => changes,
            other => {
                let message = format!(
                    "The insert/update clause of the transform expression must evaluate to an object: {}",
                    other.shown(self)
                );
                return Err(Error::new("T2011", message));
            }
        };
        self.change(found, |members| {
            for (key, item) in changes.iter() {
                match members.iter_mut().find(|(name, _)| *name == key) {
                    Some((_, member)) => *member = item,
                    None => members.push((key, item)),
                }
            }
        })
    }

    fn remove_members<'a>(&'a self, found: Item<'a>, keys: Item<'a>) -> Fallible<()> {
        let names = keys.elements(self);
        if !names.iter().all(|name| matches!(name, Item::String(_))) {
            let message = format!(
                "The delete clause of the transform expression must evaluate to a string or array of strings: {}",
                keys.shown(self)
            );
            return Err(Error::new("T2012", message));
        }
        self.change(found, |members| {
            members.retain(|(key, _)| !names.iter().any(|name| name.is(Item::String(key))));
        })
    }

    fn change<'a>(
        &'a self,
        found: Item<'a>,
        change: impl FnOnce(&mut Vec<(&'a str, Item<'a>)>),
    ) -> Fallible<()> {
        // Anything else has no members to change.
        if let Item::Object(Object::Made(made)) = found {
            let mut members = made.members().to_vec();
            change(&mut members);
            self.claim::<(&str, Item<'_>)>(members.len())?;
            made.replace(self.keep(&members));
        }
        Ok(())
    }
}
