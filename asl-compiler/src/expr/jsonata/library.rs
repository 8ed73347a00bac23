//! The names of the functions that every expression can call.

use crate::diag;

/// Those of JSONata 2.0.6 and those that AWS adds, sorted. Reference §6.5, appendix B.4.
pub const FUNCTIONS: [&str; 70] = [
    "abs",
    "append",
    "assert",
    "average",
    "base64decode",
    "base64encode",
    "boolean",
    "ceil",
    "clone",
    "contains",
    "count",
    "decodeUrl",
    "decodeUrlComponent",
    "distinct",
    "each",
    "encodeUrl",
    "encodeUrlComponent",
    "error",
    "eval",
    "exists",
    "filter",
    "floor",
    "formatBase",
    "formatInteger",
    "formatNumber",
    "fromMillis",
    "hash",
    "join",
    "keys",
    "length",
    "lookup",
    "lowercase",
    "map",
    "match",
    "max",
    "merge",
    "millis",
    "min",
    "not",
    "now",
    "number",
    "pad",
    "parse",
    "parseInteger",
    "partition",
    "power",
    "random",
    "range",
    "reduce",
    "replace",
    "reverse",
    "round",
    "shuffle",
    "sift",
    "single",
    "sort",
    "split",
    "spread",
    "sqrt",
    "string",
    "substring",
    "substringAfter",
    "substringBefore",
    "sum",
    "toMillis",
    "trim",
    "type",
    "uppercase",
    "uuid",
    "zip",
];

/// Whether `$name` is a function of the library.
#[must_use]
pub fn is_function(name: &str) -> bool {
    FUNCTIONS.binary_search(&name).is_ok()
}

/// The function that somebody probably meant by `name`.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    diag::nearest(name, FUNCTIONS)
}

/// Whether `$name` gives the time, which the host knows.
#[must_use]
pub fn is_time(name: &str) -> bool {
    matches!(name, "millis" | "now")
}

/// Whether `$name` needs random numbers, which the host makes.
#[must_use]
pub fn is_random(name: &str) -> bool {
    matches!(name, "random" | "shuffle" | "uuid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_by_name_and_the_table_is_sorted() {
        assert!(FUNCTIONS.is_sorted());
        assert!(FUNCTIONS.iter().all(|name| is_function(name)));
        assert!(!is_function("Sum") && !is_function("states"));
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_function() {
        assert_eq!(nearest("upperCase"), Some("uppercase"));
        assert_eq!(nearest("substr"), Some("substring"));
        assert_eq!(nearest("xyz"), None);
    }
}
