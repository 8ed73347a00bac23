//! Types with every attribute of serde that a shape knows of.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Data;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Order {
    pub(super) order_id: String,
    pub(super) total: f64,
    pub(super) items: Vec<Item>,
    pub(super) customer: Option<Customer>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) notes: Vec<String>,
    #[serde(rename = "created-at")]
    pub(super) created: Timestamp,
    pub(super) status: Status,
    pub(super) r#type: char,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Data)]
#[serde(
    rename_all(serialize = "SCREAMING-KEBAB-CASE", deserialize = "PascalCase"),
    default
)]
pub(super) struct Item {
    pub(super) unit_price: f32,
    pub(super) quantity: u32,
    #[serde(alias = "Label", alias = "title")]
    pub(super) item_name: String,
    #[serde(skip)]
    pub(super) cache: usize,
    #[serde(skip_serializing)]
    pub(super) secret: i64,
    #[serde(skip_deserializing)]
    pub(super) computed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Customer {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) address: Address,
    #[serde(flatten)]
    pub(super) more: HashMap<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "UPPERCASE")]
pub(super) struct Address {
    pub(super) street: String,
    pub(super) zip: Option<u16>,
    #[serde(flatten)]
    pub(super) country: Option<Country>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Country {
    pub(super) code: (u8, u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    New,
    #[serde(alias = "money-came")]
    Paid,
    #[serde(rename = "OUT")]
    InTransit,
    #[allow(dead_code, reason = "a variant that is never read")]
    #[serde(skip_deserializing)]
    Lost,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Payment {
    Cash,
    CreditCard { number: String },
    Invoice(Country),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "t", content = "c")]
pub(super) enum Event {
    Started,
    Moved { x: i32 },
    Named(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) enum External {
    Nothing,
    Some { x: i32 },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(untagged)]
pub(super) enum Untagged {
    Number(i32),
    List(Vec<i32>),
    Object { x: i32 },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "type", rename = "shape")]
pub(super) struct Named {
    pub(super) x: i32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Newtype(pub(super) Address);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(transparent)]
pub(super) struct Transparent<T> {
    pub(super) inner: Vec<T>,
    #[serde(skip)]
    pub(super) marker: PhantomData<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Pair(pub(super) String, pub(super) Option<Address>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Unit;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Empty {}

/// A type of another crate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Foreign {
    pub(super) value: i32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Coded {
    #[serde(with = "seconds")]
    pub(super) at: Timestamp,
    #[serde(serialize_with = "doubled")]
    pub(super) double: i64,
    #[serde(deserialize_with = "from_anything")]
    pub(super) lenient: u8,
    #[asl(opaque)]
    pub(super) foreign: Foreign,
    #[serde(skip_serializing_if = "is_zero", serialize_with = "doubled", default)]
    pub(super) maybe: i64,
}

mod seconds {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        at: &Timestamp,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(at.as_second())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        let second = i64::deserialize(deserializer)?;
        Timestamp::from_second(second).map_err(serde::de::Error::custom)
    }
}

fn doubled<S: serde::Serializer>(number: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(number * 2)
}

fn from_anything<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    Value::deserialize(deserializer).map(|value| value.as_u64().unwrap_or(7) as u8)
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(into = "String", try_from = "String")]
pub(super) struct Converted(pub(super) u32);

impl From<Converted> for String {
    fn from(converted: Converted) -> String {
        converted.0.to_string()
    }
}

impl TryFrom<String> for Converted {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Converted)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Page<'a, T, const N: usize>
where
    T: PartialEq,
{
    pub(super) elements: Vec<T>,
    pub(super) title: Cow<'a, str>,
    pub(super) next: BTreeMap<String, T>,
    #[serde(skip)]
    pub(super) size: PhantomData<[u8; N]>,
}

/// Contains itself, also by way of another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Tree {
    pub(super) label: String,
    pub(super) children: Vec<Tree>,
    pub(super) twig: Option<Box<Twig>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Twig {
    pub(super) trees: BTreeMap<String, Tree>,
}
