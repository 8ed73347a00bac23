//! The JSON of a result. Reference §6.6.

use serde_json::{Map, Number, Value};

use super::{Array, Error, Evaluation, Item, Object, decimal};

/// Why a result has no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is nothing.
    Undefined,
    /// It is a function, or has one inside.
    Function,
    /// It would be too large, or the evaluation has failed.
    Failed(Error),
}

impl From<Error> for Unfit {
    fn from(error: Error) -> Self {
        Unfit::Failed(error)
    }
}

type Output = Result<Value, Unfit>;

impl<'a> Item<'a> {
    /// Its JSON. Numbers that JSON does not have become strings, as in AWS.
    ///
    /// # Errors
    /// When it is undefined, has a function inside, or nests too deep or takes too much memory.
    pub fn to_value(self, ev: &'a Evaluation) -> Output {
        match self {
            Item::Bool(value) => Ok(Value::Bool(value)),
            // A part of the data is copied without a look inside.
            Item::Array(array) if let Some(elements) = array.as_json() => {
                Ok(Value::Array(elements.to_vec()))
            }
            Item::Object(Object::Json(members)) => Ok(Value::Object(members.clone())),
            item => Writer::new(ev).value(item),
        }
    }
}

/// Makes values, and counts what they take: what an expression uses twice becomes two copies here.
struct Writer<'a> {
    ev: &'a Evaluation,
    /// So far.
    bytes: usize,
    /// How many of them the evaluation knows about.
    accounted: usize,
}

impl<'a> Writer<'a> {
    fn new(ev: &'a Evaluation) -> Self {
        Writer {
            ev,
            bytes: 0,
            accounted: 0,
        }
    }

    fn value(&mut self, item: Item<'a>) -> Output {
        self.count(size_of::<Value>())?;
        Ok(match item {
            Item::Undefined => return Err(Unfit::Undefined),
            Item::Function(_) => return Err(Unfit::Function),
            Item::Null => Value::Null,
            Item::Bool(value) => Value::Bool(value),
            Item::Int(number) => Value::Number(number.into()),
            Item::Float(number) => match Number::from_f64(number) {
                Some(number) => Value::Number(number),
                None => Value::String(decimal::text(number)),
            },
            Item::String(text) => {
                self.count(text.len())?;
                Value::String(text.to_owned())
            }
            Item::Array(array) => self.array(array)?,
            Item::Object(object) => self.object(object)?,
        })
    }

    fn array(&mut self, array: Array<'a>) -> Output {
        if let Some(elements) = array.as_json() {
            self.count(elements.iter().map(weight).sum())?;
            return Ok(Value::Array(elements.to_vec()));
        }
        let mut elements = Vec::with_capacity(array.len());
        self.ev.inside(|| {
            for element in array.iter() {
                elements.push(match element {
                    // A filter may have taken it.
                    Item::Undefined => Value::Null,
                    element => self.value(element)?,
                });
            }
            Ok::<_, Unfit>(Value::Array(elements))
        })
    }

    fn object(&mut self, object: Object<'a>) -> Output {
        if let Object::Json(members) = object {
            self.count(members.values().map(weight).sum())?;
            return Ok(Value::Object(members.clone()));
        }
        let mut members = Map::with_capacity(object.len());
        self.ev.inside(|| {
            for (key, item) in object.iter() {
                self.count(key.len())?;
                members.insert(key.to_owned(), self.value(item)?);
            }
            Ok::<_, Unfit>(Value::Object(members))
        })
    }

    #[inline]
    fn count(&mut self, bytes: usize) -> Result<(), Error> {
        const ENOUGH: usize = 64 << 10;
        self.bytes = self.bytes.saturating_add(bytes);
        let new = self.bytes - self.accounted;
        if new < ENOUGH {
            return Ok(());
        }
        self.accounted = self.bytes;
        self.ev.spend(new / size_of::<Value>())?;
        self.ev.afford(self.bytes)
    }
}

/// About how many bytes a copy takes.
fn weight(value: &Value) -> usize {
    let inside = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(elements) => elements.iter().map(weight).sum(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| key.len() + weight(value))
            .sum(),
    };
    size_of::<Value>() + inside
}
