//! The matches of a text: those of a regular expression, or of any function that returns matches as one does.

use asl_regex::Match;

use super::regex::{byte_at, groups, units};
use super::{Error, Evaluation, Function, Item, Object, Regex};

/// The matches of a text, one after the other.
pub(super) struct Matches<'a> {
    ev: &'a Evaluation,
    text: &'a str,
    /// The library's function that looks for them.
    caller: &'static str,
    next: Next<'a>,
    /// A place before the next match, in bytes and in UTF-16 units.
    counted: (usize, usize),
}

/// How the next match is found.
enum Next<'a> {
    /// By a regular expression, behind the end of the last match if there was one.
    Regex(&'a Regex, Option<usize>),
    /// By a function of the text, or by the `next` of the last match.
    Function(Item<'a>, &'a [Item<'a>]),
}

impl<'a> Matches<'a> {
    /// Those that `matcher` finds, on behalf of a function of the library.
    pub(super) fn new(
        ev: &'a Evaluation,
        caller: &'static str,
        text: &'a str,
        matcher: Item<'a>,
    ) -> Self {
        let next = match matcher {
            Item::Function(Function::Regex(regex)) => Next::Regex(regex, None),
            other => Next::Function(other, ev.keep(&[Item::String(text)])),
        };
        Matches {
            ev,
            text,
            caller,
            next,
            counted: (0, 0),
        }
    }

    /// The next match, if there is one.
    ///
    /// # Errors
    /// D1004 when a regular expression no longer consumes anything, T1010 when a function returns something else than a
    /// match, its own, and the limit on time.
    pub(super) fn next(&mut self) -> Result<Option<Found<'a>>, Error> {
        let (ev, text) = (self.ev, self.text);
        match self.next {
            Next::Regex(regex, last) => {
                let found = match last {
                    None => regex.find(ev, text, 0)?,
                    Some(end) => regex.find_next(ev, text, end)?,
                };
                let Some(found) = found else {
                    return Ok(None);
                };
                self.next = Next::Regex(regex, Some(found.range.end));
                let (byte, unit) = self.counted;
                let start = unit + units(&text[byte..found.range.start]);
                self.counted = (found.range.start, start);
                Ok(Some(Found {
                    ev,
                    text,
                    matched: Matched::Regex(regex, found, start),
                }))
            }
            Next::Function(function, arguments) => {
                match ev.apply(function, arguments, Item::Undefined)? {
                    Item::Undefined => Ok(None),
                    Item::Object(object) if is_match(object) => {
                        self.next = Next::Function(object.get("next"), &[]);
                        Ok(Some(Found {
                            ev,
                            text,
                            matched: Matched::Object(object),
                        }))
                    }
                    _ => {
                        let message = format!(
                            "The matcher function argument passed to function \"{}\" does not return the correct object structure",
                            self.caller
                        );
                        Err(Error::new("T1010", message))
                    }
                }
            }
        }
    }
}

fn is_match(object: Object<'_>) -> bool {
    object.get("start").number().is_some()
        || matches!(object.get("groups"), Item::Array(_))
        || matches!(object.get("next"), Item::Function(_))
}

/// A match.
pub(super) struct Found<'a> {
    ev: &'a Evaluation,
    text: &'a str,
    matched: Matched<'a>,
}

enum Matched<'a> {
    /// By a regular expression, from a UTF-16 unit on.
    Regex(&'a Regex, Match, usize),
    /// By a function, which describes it.
    Object(Object<'a>),
}

impl<'a> Found<'a> {
    /// The byte where it starts.
    pub(super) fn start(&self) -> usize {
        match &self.matched {
            Matched::Regex(_, found, _) => found.range.start,
            Matched::Object(object) => self.byte_of(object.get("start")),
        }
    }

    /// The byte behind its end.
    pub(super) fn end(&self) -> usize {
        match &self.matched {
            Matched::Regex(_, found, _) => found.range.end,
            Matched::Object(object) => self.byte_of(object.get("end")),
        }
    }

    fn byte_of(&self, unit: Item<'_>) -> usize {
        byte_at(self.text, unit.number().unwrap_or(0.0))
    }

    /// The text that has matched.
    pub(super) fn matched(&self) -> Item<'a> {
        match &self.matched {
            Matched::Regex(_, found, _) => Item::String(&self.text[found.range.clone()]),
            Matched::Object(object) => object.get("match"),
        }
    }

    /// The UTF-16 unit where it starts.
    pub(super) fn index(&self) -> Item<'a> {
        match &self.matched {
            Matched::Regex(_, _, start) => Item::from_len(*start),
            Matched::Object(object) => object.get("start"),
        }
    }

    /// The texts of its groups.
    pub(super) fn groups(&self) -> Item<'a> {
        match &self.matched {
            Matched::Regex(_, found, _) => Item::Array(groups(self.ev, self.text, found)),
            Matched::Object(object) => object.get("groups"),
        }
    }

    /// All of it, as the function returns it that has found it.
    pub(super) fn item(&self) -> Item<'a> {
        match &self.matched {
            Matched::Regex(regex, found, start) => regex.object(self.ev, self.text, found, *start),
            Matched::Object(object) => Item::Object(*object),
        }
    }
}
