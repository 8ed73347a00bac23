//! Regular expressions as values: functions that find a match.

use asl_regex::Match;

use super::{Array, Error, Evaluation, Function, Item, Made, Object, Result};

/// A regular expression. An expression's own are built once, when they are needed first.
///
/// As a function it takes a text and, perhaps, where to begin. It returns nothing, or an object with the `match`, its
/// `start` and `end`, the `groups`, and a function `next` that finds the next one. Places are in UTF-16 units.
#[derive(Debug)]
pub struct Regex {
    // That it can be built is checked where the expression is compiled.
    built: std::result::Result<asl_regex::Regex, asl_regex::Error>,
}

impl Regex {
    /// Builds one. `flags` may have `i`, for any case, and `m`, for lines.
    #[must_use]
    pub fn new(pattern: &str, flags: &str) -> Self {
        Regex {
            built: asl_regex::Regex::new(pattern, flags),
        }
    }

    /// The first match at a byte or behind it.
    pub(super) fn find(
        &self,
        ev: &Evaluation,
        text: &str,
        from: usize,
    ) -> std::result::Result<Option<Match>, Error> {
        match &self.built {
            Ok(regex) => regex.find(text, from, |steps| ev.spend(steps)),
            Err(error) => Err(Error::new("S0302", error.to_string())),
        }
    }

    /// The match that follows one that ends at a byte.
    pub(super) fn find_next(
        &self,
        ev: &Evaluation,
        text: &str,
        from: usize,
    ) -> std::result::Result<Option<Match>, Error> {
        if from >= text.len() {
            return Ok(None);
        }
        let found = self.find(ev, text, from)?;
        if found.as_ref().is_some_and(|found| found.range.is_empty()) {
            let message = "Regular expression matches zero length string";
            return Err(Error::new("D1004", message));
        }
        Ok(found)
    }

    /// Calls it as a function.
    pub(super) fn call<'a>(&'a self, ev: &'a Evaluation, arguments: &[Item<'a>]) -> Result<'a> {
        let (text, from) = match arguments {
            [] | [Item::Undefined, ..] => return Ok(Item::Undefined),
            [text, from @ ..] => (text.text(ev)?, from.first().and_then(|from| from.number())),
        };
        let from = byte_at(text, from.unwrap_or(0.0));
        let found = self.find(ev, text, from)?;
        Ok(self.object_or_nothing(ev, text, found))
    }

    fn object_or_nothing<'a>(
        &'a self,
        ev: &'a Evaluation,
        text: &'a str,
        found: Option<Match>,
    ) -> Item<'a> {
        let Some(found) = found else {
            return Item::Undefined;
        };
        let start = units(&text[..found.range.start]);
        self.object(ev, text, &found, start)
    }

    /// A match as the function returns it. It starts at this UTF-16 unit.
    pub(super) fn object<'a>(
        &'a self,
        ev: &'a Evaluation,
        text: &'a str,
        found: &Match,
        start: usize,
    ) -> Item<'a> {
        let end = found.range.end;
        let next = ev.lambda(None, Item::Undefined, move |[]| {
            let found = self.find_next(ev, text, end)?;
            Ok(self.object_or_nothing(ev, text, found))
        });
        let matched = &text[found.range.clone()];
        let members = [
            ("match", Item::String(matched)),
            ("start", Item::from_len(start)),
            ("end", Item::from_len(start + units(matched))),
            ("groups", Item::Array(groups(ev, text, found))),
            ("next", next),
        ];
        Item::Object(Object::Made(ev.made(Made::new(ev.keep(&members)))))
    }
}

impl<'a> From<&'a Regex> for Item<'a> {
    fn from(regex: &'a Regex) -> Self {
        Item::Function(Function::Regex(regex))
    }
}

/// The texts of a match's groups; undefined for one that took no part.
pub(super) fn groups<'a>(ev: &'a Evaluation, text: &'a str, found: &Match) -> Array<'a> {
    let groups = found.groups.iter().map(|group| match group {
        Some(group) => Item::String(&text[group.clone()]),
        None => Item::Undefined,
    });
    Array::items(ev.items(groups))
}

/// How many UTF-16 units a text has.
pub(super) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Where in a text the UTF-16 unit of this number begins; its end if there are not as many.
pub(super) fn byte_at(text: &str, unit: f64) -> usize {
    let mut units = 0.0;
    let place = text.char_indices().find(|(_, character)| {
        let found = units >= unit;
        units += f64::from(u8::try_from(character.len_utf16()).unwrap_or(1));
        found
    });
    place.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(ev: &'a Evaluation, function: Item<'a>, arguments: &[Item<'a>]) -> Object<'a> {
        match ev.apply(function, arguments, Item::Undefined) {
            Ok(Item::Object(found)) => found,
            other => panic!("{other:?} is no match"),
        }
    }

    #[test]
    fn a_regular_expression_is_a_function_that_finds_one_match_after_the_other() {
        let regex = Regex::new("[ab](c)?", "");
        let ev = &Evaluation::new();
        let first = found(ev, Item::from(&regex), &[Item::String("😀acxb")]);
        let json = r#"{"match":"ac","start":2,"end":4,"groups":["c"],"next":""}"#;
        assert_eq!(Item::Object(first).json(ev, false), Ok(json));
        let second = found(ev, first.get("next"), &[]);
        let json = r#"{"match":"b","start":5,"end":6,"groups":[null],"next":""}"#;
        assert_eq!(Item::Object(second).json(ev, false), Ok(json));
        let third = ev.apply(second.get("next"), &[], Item::Undefined);
        assert!(third.is_ok_and(Item::is_undefined));
    }

    #[test]
    fn a_search_begins_at_a_utf_16_unit() {
        let regex = Regex::new("a", "");
        let ev = &Evaluation::new();
        let arguments = [Item::String("a😀a"), Item::Int(1)];
        let found = found(ev, Item::from(&regex), &arguments);
        assert!(found.get("start").is(Item::Int(3)));
    }

    #[test]
    fn places_are_counted_in_utf_16_units() {
        assert_eq!(units("aé😀"), 4);
        for (unit, byte) in [
            (0.0, 0),
            (1.0, 1),
            (2.0, 3),
            (2.5, 7),
            (4.0, 7),
            (9.0, 7),
            (-1.0, 0),
        ] {
            assert_eq!(byte_at("aé😀", unit), byte, "{unit}");
        }
    }

    #[test]
    fn nothing_is_found_in_nothing_and_no_empty_match_behind_another() {
        let regex = Regex::new("x*", "");
        let ev = &Evaluation::new();
        assert!(
            regex
                .call(ev, &[Item::Undefined])
                .is_ok_and(Item::is_undefined)
        );
        assert_eq!(regex.find_next(ev, "a", 1), Ok(None));
        let error = regex.find_next(ev, "aa", 1).map_err(|error| error.code());
        assert_eq!(error, Err("D1004"));
    }
}
