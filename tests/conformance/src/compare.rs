//! When what was seen equals what was recorded.
//!
//! Numbers compare by value, objects without regard to order. `<%name%>` in a recorded string stands for any text, and
//! for any value where it is the whole string; numbered ones, `<%name:1%>`, stand for the same value wherever they are.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A place where something else was seen than was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Where, e.g. `output/total`.
    pub place: String,
    /// What was recorded; `None` where there was nothing.
    pub expected: Option<Value>,
    /// What was seen; `None` where there was nothing.
    pub actual: Option<Value>,
}

/// Compares what belongs to one case: it remembers what the numbered masks stand for.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    masks: HashMap<String, Value>,
    /// What was found so far.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// Takes over what a comparison finds, if it finds no difference.
    pub fn attempt(&mut self, compare: impl FnOnce(&mut Comparison)) -> bool {
        let mut attempt = Comparison {
            differences: Vec::new(),
            ..self.clone()
        };
        compare(&mut attempt);
        let agrees = attempt.differences.is_empty();
        if agrees {
            self.masks = attempt.masks;
        }
        agrees
    }

    /// Compares a part that may be missing on either side.
    pub fn part(&mut self, place: &str, expected: Option<&Value>, actual: Option<&Value>) {
        match (expected, actual) {
            (None, None) => {}
            (Some(expected), Some(actual)) => self.value(place, expected, actual),
            _ => self.differences.push(Difference {
                place: place.to_owned(),
                expected: expected.cloned(),
                actual: actual.cloned(),
            }),
        }
    }

    /// Compares two values.
    pub fn value(&mut self, place: &str, expected: &Value, actual: &Value) {
        match (expected, actual) {
            (Value::Object(expected), Value::Object(actual)) => {
                self.objects(place, expected, actual)
            }
            (Value::Array(expected), Value::Array(actual)) => {
                for index in 0..expected.len().max(actual.len()) {
                    let place = format!("{place}/{index}");
                    self.part(&place, expected.get(index), actual.get(index));
                }
            }
            _ if self.scalars(expected, actual) => {}
            _ => self.part_differs(place, expected, actual),
        }
    }

    fn objects(&mut self, place: &str, expected: &Map<String, Value>, actual: &Map<String, Value>) {
        let added = actual.keys().filter(|key| !expected.contains_key(*key));
        for key in expected.keys().chain(added) {
            let place = format!("{place}/{key}");
            let (expected, actual) = (expected.get(key), actual.get(key));
            match key.as_str() {
                "Cause" => self.cause(&place, expected, actual),
                _ => self.part(&place, expected, actual),
            }
        }
    }

    /// Compares causes. Those that are the text of JSON objects compare as objects: their white space was not kept.
    pub fn cause(&mut self, place: &str, expected: Option<&Value>, actual: Option<&Value>) {
        let parsed = |cause: Option<&Value>| {
            let text = cause?.as_str()?;
            serde_json::from_str::<Map<String, Value>>(text).ok()
        };
        let recorded = match expected.and_then(|expected| expected.get("$json")) {
            Some(Value::Object(recorded)) => Some(recorded.clone()),
            _ => parsed(expected),
        };
        match (recorded, parsed(actual)) {
            (Some(expected), Some(actual)) => self.objects(place, &expected, &actual),
            _ => self.part(place, expected, actual),
        }
    }

    fn part_differs(&mut self, place: &str, expected: &Value, actual: &Value) {
        self.differences.push(Difference {
            place: place.to_owned(),
            expected: Some(expected.clone()),
            actual: Some(actual.clone()),
        });
    }

    fn scalars(&mut self, expected: &Value, actual: &Value) -> bool {
        match (expected, actual) {
            (Value::String(text), _) if is_mask(text) => self.mask(text, actual),
            (Value::String(expected), Value::String(actual)) => self.text(expected, actual),
            (Value::Number(expected), Value::Number(actual)) => {
                expected == actual
                    || ((expected.is_f64() || actual.is_f64())
                        && expected.as_f64() == actual.as_f64())
            }
            _ => expected == actual,
        }
    }

    /// A mask that is numbered stands for one value; the first one met says which.
    fn mask(&mut self, mask: &str, actual: &Value) -> bool {
        if !mask.contains(':') {
            return true;
        }
        let known = self.masks.entry(mask.to_owned());
        known.or_insert_with(|| actual.clone()) == actual
    }

    fn text(&mut self, expected: &str, actual: &str) -> bool {
        let (literals, unknown) = split(expected, &self.masks);
        if let ([mask], [before, after]) = (unknown.as_slice(), literals.as_slice()) {
            // The only mask: what it stands for is certain.
            let inner = actual
                .strip_prefix(before.as_str())
                .and_then(|rest| rest.strip_suffix(after.as_str()));
            return inner.is_some_and(|inner| self.mask(mask, &Value::from(inner)));
        }
        has_in_order(&literals, actual)
    }
}

/// Whether two values are equal by the rules of this module.
#[must_use]
pub fn matches(expected: &Value, actual: &Value) -> bool {
    let mut comparison = Comparison::default();
    comparison.value("", expected, actual);
    comparison.differences.is_empty()
}

/// Whether the text is one mask and nothing else.
fn is_mask(text: &str) -> bool {
    next_mask(text).is_some_and(|(before, mask, _)| before.is_empty() && mask == text)
}

/// What stands before the first mask of a text, the mask, and what stands behind it.
fn next_mask(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find("<%")?;
    let end = start + text[start..].find("%>")? + 2;
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// The literal parts of a text around its masks, and the masks. Those that are known become literal.
fn split<'a>(text: &'a str, known: &HashMap<String, Value>) -> (Vec<String>, Vec<&'a str>) {
    let (mut literals, mut masks) = (Vec::new(), Vec::new());
    let (mut literal, mut text) = (String::new(), text);
    while let Some((before, mask, after)) = next_mask(text) {
        literal += before;
        match known.get(mask).and_then(Value::as_str) {
            Some(value) => literal += value,
            None => {
                masks.push(mask);
                literals.push(std::mem::take(&mut literal));
            }
        }
        text = after;
    }
    literals.push(literal + text);
    (literals, masks)
}

/// Whether a text consists of these literals with anything in between.
fn has_in_order(literals: &[String], text: &str) -> bool {
    match literals {
        [] => true,
        [only] => only == text,
        [first, inner @ .., last] => {
            let Some(mut rest) = text.strip_prefix(first.as_str()) else {
                return false;
            };
            for literal in inner {
                let Some(at) = rest.find(literal.as_str()) else {
                    return false;
                };
                rest = &rest[at + literal.len()..];
            }
            rest.ends_with(last.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn places(expected: &Value, actual: &Value) -> Vec<String> {
        let mut comparison = Comparison::default();
        comparison.value("output", expected, actual);
        comparison
            .differences
            .into_iter()
            .map(|difference| difference.place)
            .collect()
    }

    #[test]
    fn numbers_compare_by_value_and_members_in_any_order() {
        let equal = [
            (json!(1), json!(1.0)),
            (json!(1.5e3), json!(1500)),
            (json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1})),
        ];
        for (expected, actual) in equal {
            assert!(matches(&expected, &actual), "{expected} {actual}");
        }
        let different = [
            (
                json!(9_007_199_254_740_993_u64),
                json!(9_007_199_254_740_992_u64),
            ),
            (json!(1), json!("1")),
            (json!(null), json!(false)),
            (json!([1, 2]), json!([2, 1])),
        ];
        for (expected, actual) in different {
            assert!(!matches(&expected, &actual), "{expected} {actual}");
        }
    }

    #[test]
    fn causes_that_are_json_objects_compare_as_objects() {
        let seen = json!({ "Cause": r#"{"message":"no","id":7}"# });
        assert!(matches(
            &json!({ "Cause": r#"{"id": "<%id%>", "message": "no"}"# }),
            &seen
        ));
        assert!(!matches(
            &json!({ "Cause": r#"{"id": 8, "message": "no"}"# }),
            &seen
        ));
        assert!(!matches(&json!({ "Cause": "no" }), &seen));
        let other_member = json!({ "Text": r#"{"message":"no"}"# });
        assert!(!matches(
            &json!({ "Text": r#"{"message": "no"}"# }),
            &other_member
        ));
    }

    #[test]
    fn differences_name_their_place() {
        let expected = json!({"a": [1, {"b": 2}], "gone": null});
        let actual = json!({"a": [1, {"b": 3}, 4], "new": null});
        assert_eq!(
            places(&expected, &actual),
            ["output/a/1/b", "output/a/2", "output/gone", "output/new"]
        );
    }

    #[test]
    fn a_mask_alone_is_any_value_and_within_a_string_any_text() {
        let matching = [
            (json!("<%date%>"), json!({"any": 1})),
            (
                json!("at <%date%>, by <%name%>."),
                json!("at noon\n, by me."),
            ),
            (json!("<%date%>Z"), json!("Z")),
            (json!("at <%date%>"), json!("at <%date%>")),
        ];
        for (expected, actual) in matching {
            assert!(matches(&expected, &actual), "{expected} {actual}");
        }
        let different = [
            (json!("at <%date%>"), json!("on Monday")),
            (json!("at <%date%>, by <%name%>."), json!("at noon, by me")),
            (json!("<%a%>xx<%b%>x"), json!("xx")),
            (json!("a literal"), json!("<%date%>")),
        ];
        for (expected, actual) in different {
            assert!(!matches(&expected, &actual), "{expected} {actual}");
        }
    }

    #[test]
    fn equal_numbered_masks_stand_for_equal_values() {
        let expected = json!(["<%uuid:1%>", "id:<%uuid:1%>", "<%uuid:2%>", "<%uuid%>"]);
        assert!(matches(&expected, &json!(["a", "id:a", "b", "c"])));
        assert_eq!(
            places(&expected, &json!(["a", "id:b", "b", "c"])),
            ["output/1"]
        );
        let expected = json!(["id:<%uuid:1%>", "<%uuid:1%>"]);
        assert_eq!(places(&expected, &json!(["id:a", "b"])), ["output/1"]);
    }
}
