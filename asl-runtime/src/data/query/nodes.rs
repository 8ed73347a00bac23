//! The steps that lead from one value to several.

use serde_json::{Map, Value};

use crate::data::path::{Step, find};
use crate::error::ExecutionError;

/// What a path has found so far, in the order of the document.
///
/// A step passes over what it does not fit, so that a path without any match finds nothing, and no path fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Nodes<'v>(Vec<&'v Value>);

impl<'v> Nodes<'v> {
    /// The value at the end of the definite steps that a path begins with.
    #[must_use]
    pub fn at(data: &'v Value, steps: &[Step]) -> Self {
        Nodes::of(find(data, steps))
    }

    /// What definite steps have found, if anything.
    #[must_use]
    pub fn of(found: Option<&'v Value>) -> Self {
        Nodes(found.into_iter().collect())
    }

    /// `.name[0]`: definite steps behind others.
    #[must_use]
    pub fn then(self, steps: &[Step]) -> Self {
        self.flat_map(|node| find(node, steps))
    }

    /// `['a','b']` before other steps: the values of these members.
    #[must_use]
    pub fn members(self, names: &[&str]) -> Self {
        self.flat_map(|node| names.iter().filter_map(move |name| node.get(name)))
    }

    /// `[0,2]`; a negative index counts from the end.
    #[must_use]
    pub fn elements(self, indices: &[i64]) -> Self {
        self.flat_map(|node| {
            let steps = indices.iter().map(|&index| Step::Index(index));
            steps.filter_map(move |step| step.of(node))
        })
    }

    /// `[from:to]`, without the element at `to`; negative ones count from the end.
    #[must_use]
    pub fn slice(self, from: Option<i64>, to: Option<i64>) -> Self {
        self.flat_map(|node| {
            let items = node.as_array().map_or(&[][..], Vec::as_slice);
            let from = from.map_or(0, |from| bound(from, items.len()));
            let to = to.map_or(items.len(), |to| bound(to, items.len()));
            items.get(from..to).unwrap_or_default()
        })
    }

    /// `*`: the values of an object's members or the elements of an array.
    #[must_use]
    pub fn children(self) -> Self {
        self.flat_map(children)
    }

    /// `..`: each value and all that is in it, outer before inner.
    #[must_use]
    pub fn descendants(self) -> Self {
        let mut found = Vec::new();
        for node in self.0 {
            descend(node, &mut found);
        }
        Nodes(found)
    }

    /// The objects that have all of these members.
    #[must_use]
    pub fn having(self, names: &[&str]) -> Self {
        let has_all = |node: &Value| {
            let members = node.as_object();
            members.is_some_and(|members| names.iter().all(|name| members.contains_key(*name)))
        };
        self.flat_map(|node| Some(node).filter(|node| has_all(node)))
    }

    /// `[?(...)]`: the elements of an array, or an object itself, that fulfil a condition.
    #[must_use]
    pub fn filter(self, mut condition: impl FnMut(&'v Value) -> bool) -> Self {
        let mut found = Vec::new();
        for node in self.0 {
            let candidates = match node {
                Value::Array(items) => items.as_slice(),
                Value::Object(_) => std::slice::from_ref(node),
                _ => &[],
            };
            found.extend(candidates.iter().filter(|candidate| condition(candidate)));
        }
        Nodes(found)
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The result of the path: an array of copies.
    #[must_use]
    pub fn list(self) -> Value {
        self.0.into_iter().cloned().collect()
    }

    /// The result of a path whose last step computes something of each node.
    ///
    /// # Errors
    /// The first that the last step has.
    pub fn map(
        self,
        compute: impl FnMut(&Value) -> Result<Value, ExecutionError>,
    ) -> Result<Value, ExecutionError> {
        self.0.into_iter().map(compute).collect()
    }

    fn flat_map<I: IntoIterator<Item = &'v Value>>(self, step: impl FnMut(&'v Value) -> I) -> Self {
        Nodes(self.0.into_iter().flat_map(step).collect())
    }
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    let members = node.as_object().into_iter().flat_map(Map::values);
    node.as_array().into_iter().flatten().chain(members)
}

fn descend<'v>(node: &'v Value, found: &mut Vec<&'v Value>) {
    found.push(node);
    for child in children(node) {
        descend(child, found);
    }
}

/// Where a slice begins or ends in an array of that length.
fn bound(index: i64, length: usize) -> usize {
    let distance = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
    if index < 0 {
        length.saturating_sub(distance)
    } else {
        distance.min(length)
    }
}

/// `['a','b']` at the end of a path: an object of these members, without those that do not exist.
///
/// # Errors
/// `States.Runtime` for anything but an object; `text` is the path as written.
pub fn merge(value: &Value, names: &[&str], text: &str) -> Result<Value, ExecutionError> {
    let Value::Object(members) = value else {
        let names = names.join("', '");
        return Err(ExecutionError::runtime(format!(
            "Invalid path '{text}' : Expected to find an object with property ['{names}']"
        )));
    };
    let found = names.iter().filter_map(|name| members.get_key_value(*name));
    let found = found.map(|(name, value)| (name.clone(), value.clone()));
    Ok(Value::Object(Map::from_iter(found)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Step::{Index, Member};
    use super::*;

    fn store() -> Value {
        json!({
            "books": [
                { "name": "A", "price": 8, "tags": ["x"] },
                { "name": "B", "price": 12 },
                { "name": "C", "tags": [] },
            ],
            "car": { "price": 20 },
        })
    }

    #[test]
    fn each_step_finds_values_in_the_order_of_the_document() {
        let data = store();
        let root = || Nodes::at(&data, &[]);
        let books = || Nodes::at(&data, &[Member("books")]);
        let name = &[Member("name")];
        for (path, nodes, found) in [
            (
                "$.books[*].name",
                books().children().then(name),
                json!(["A", "B", "C"]),
            ),
            (
                "$.car.*",
                Nodes::at(&data, &[Member("car")]).children(),
                json!([20]),
            ),
            (
                "$.books[*].tags[0]",
                books().children().then(&[Member("tags"), Index(0)]),
                json!(["x"]),
            ),
            (
                "$.books[2,0,-2,9].name",
                books().elements(&[2, 0, -2, 9]).then(name),
                json!(["C", "A", "B"]),
            ),
            (
                "$.books[0]['price','name'][*]",
                books().elements(&[0]).members(&["price", "none", "name"]),
                json!([8, "A"]),
            ),
            (
                "$.books[?(@.price)].name",
                books()
                    .filter(|book| book.get("price").is_some())
                    .then(name),
                json!(["A", "B"]),
            ),
            (
                "$.car[?(@.price)]",
                Nodes::at(&data, &[Member("car")]).filter(|car| car.get("price").is_some()),
                json!([{ "price": 20 }]),
            ),
            (
                "$..price",
                root().descendants().then(&[Member("price")]),
                json!([8, 12, 20]),
            ),
            (
                "$..[0]",
                root().descendants().then(&[Index(0)]),
                json!([{ "name": "A", "price": 8, "tags": ["x"] }, "x"]),
            ),
            (
                "$..[?(@.price)].price",
                root()
                    .descendants()
                    .having(&[])
                    .filter(|one| one.get("price").is_some())
                    .then(&[Member("price")]),
                json!([8, 12, 20]),
            ),
        ] {
            assert_eq!(nodes.list(), found, "{path}");
        }
    }

    #[test]
    fn everything_is_found_level_by_level_from_each_value() {
        let data = json!({ "a": { "b": [1] }, "c": 2 });
        let found = Nodes::at(&data, &[]).descendants().children().list();
        assert_eq!(found, json!([{ "b": [1] }, 2, [1], 1]));
    }

    #[test]
    fn a_slice_takes_what_lies_in_the_array() {
        let data = json!([0, 1, 2, 3]);
        for (from, to, found) in [
            (Some(1), None, json!([1, 2, 3])),
            (None, Some(1), json!([0])),
            (Some(1), Some(3), json!([1, 2])),
            (Some(1), Some(9), json!([1, 2, 3])),
            (Some(-3), None, json!([1, 2, 3])),
            (Some(-9), Some(-3), json!([0])),
            (Some(1), Some(-1), json!([1, 2])),
            (None, Some(-1), json!([0, 1, 2])),
            (Some(3), Some(1), json!([])),
            (Some(i64::MAX), None, json!([])),
            (Some(i64::MIN), Some(i64::MIN), json!([])),
        ] {
            let found_here = Nodes::at(&data, &[]).slice(from, to).list();
            assert_eq!(found_here, found, "{from:?}:{to:?}");
        }
    }

    #[test]
    fn what_does_not_fit_a_step_is_passed_over() {
        for data in [json!({}), json!([]), json!(null), json!("text"), json!(1)] {
            let at = |steps| Nodes::at(&data, steps);
            for nodes in [
                at(&[Member("items")]).children().then(&[Member("value")]),
                at(&[Member("item"), Member("items")]).slice(Some(1), Some(5)),
                at(&[]).children(),
                at(&[]).slice(Some(1), None),
                at(&[]).elements(&[0, 1]),
                at(&[]).members(&["a", "b"]),
                at(&[]).filter(|_| true).then(&[Member("a")]),
                at(&[]).descendants().having(&["a", "b"]),
            ] {
                assert!(nodes.is_empty(), "{nodes:?} in {data}");
            }
        }
    }

    #[test]
    fn several_names_at_the_end_make_one_object() {
        let data = json!({ "a": 1, "b": null, "c": 3 });
        assert_eq!(
            merge(&data, &["c", "b", "d"], "$").ok(),
            Some(json!({ "b": null, "c": 3 }))
        );
        let error = merge(&json!([1]), &["a", "b"], "$['a','b']").expect_err("no object");
        assert_eq!(
            error.cause(),
            Some("Invalid path '$['a','b']' : Expected to find an object with property ['a', 'b']")
        );
    }
}
