//! Times as a picture writes them: `[Y0001]-[M01]-[D01]`.

mod calendar;
mod components;
mod format;
mod iso;
mod markers;
mod matching;
mod parse;
#[cfg(test)]
mod tests;

pub(crate) use format::format;
pub(crate) use iso::parse as parse_iso;
pub(crate) use parse::parse;

use crate::jsonata::Error;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The names of a component's values. The first is that of 1.
fn names(component: char) -> Option<&'static [&'static str]> {
    match component {
        'M' | 'x' => Some(&MONTHS),
        'F' => Some(&DAYS),
        _ => None,
    }
}

/// D3133: a name of what has none.
fn no_names(component: char) -> Error {
    let message = format!(
        "The 'name' modifier can only be applied to months and days in the date/time picture string, not \"{component}\""
    );
    Error::new("D3133", message)
}
