//! The functions of the library.

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, Span};

/// Their names.
const NAMES: [&str; 70] = [
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

/// The static of the runtime's library that a function lives in, e.g. `SUBSTRING_BEFORE`.
pub(super) fn native(name: &str) -> Option<Ident> {
    let name = NAMES.binary_search(&name).ok().map(|at| NAMES[at])?;
    Some(Ident::new(&name.to_shouty_snake_case(), Span::call_site()))
}

/// Whether a function asks for the time.
pub(super) fn reads_time(name: &str) -> bool {
    matches!(name, "now" | "millis")
}

/// Whether a function draws random numbers.
pub(super) fn reads_random(name: &str) -> bool {
    matches!(name, "random" | "shuffle" | "uuid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn functions_live_in_statics_of_their_names() {
        let name = |function| native(function).map(|name| name.to_string());
        assert_eq!(name("substringBefore").as_deref(), Some("SUBSTRING_BEFORE"));
        assert_eq!(name("base64encode").as_deref(), Some("BASE64ENCODE"));
        assert_eq!(name("toString"), None);
    }
}
