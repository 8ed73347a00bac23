//! Rust names for ASL names.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use unicode_ident::{is_xid_continue, is_xid_start};

/// Gives out identifiers, each once: when two names become the same identifier, the later one gets a number.
#[derive(Debug, Default)]
pub(super) struct Namer {
    taken: BTreeSet<String>,
}

impl Namer {
    /// E.g. `Ship Order` -> `ShipOrder`.
    pub(super) fn variant(&mut self, name: &str) -> Ident {
        self.unique(identifier(&name.to_upper_camel_case(), "State"))
    }

    /// E.g. `Ship Order` -> `ship_order`.
    pub(super) fn function(&mut self, name: &str) -> Ident {
        self.unique(identifier(&name.to_snake_case(), "state"))
    }

    /// E.g. `orderTotal` -> `order_total`.
    pub(super) fn field(&mut self, name: &str) -> Ident {
        self.unique(identifier(&name.to_snake_case(), "variable"))
    }

    fn unique(&mut self, name: String) -> Ident {
        let mut unique = name.clone();
        let mut number = 2;
        while self.taken.contains(&unique) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        let ident = to_ident(&unique);
        self.taken.insert(unique);
        ident
    }
}

/// Only characters that an identifier may have; `fallback` when none is left.
fn identifier(spelling: &str, fallback: &str) -> String {
    let name: String = spelling.chars().filter(|&c| is_xid_continue(c)).collect();
    match name.chars().next() {
        None => fallback.to_owned(),
        Some(first) if is_xid_start(first) => name,
        Some(_) => format!("_{name}"),
    }
}

/// Keywords become raw identifiers, or get an underscore where that is not allowed.
fn to_ident(name: &str) -> Ident {
    let span = Span::call_site();
    // `syn` does not count the newest keyword.
    if syn::parse_str::<Ident>(name).is_ok() && name != "gen" {
        Ident::new(name, span)
    } else if matches!(name, "self" | "Self" | "super" | "crate" | "_") {
        Ident::new(&format!("{name}_"), span)
    } else {
        Ident::new_raw(name, span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_rust_conventions() {
        for (name, variant, function) in [
            ("ValidateOrder", "ValidateOrder", "validate_order"),
            (
                "Emit - error timeout",
                "EmitErrorTimeout",
                "emit_error_timeout",
            ),
            ("Shop Open?", "ShopOpen", "shop_open"),
            ("1st step", "_1stStep", "_1st_step"),
            ("Größe prüfen", "GrößePrüfen", "größe_prüfen"),
            ("loop", "Loop", "r#loop"),
            ("gen", "Gen", "r#gen"),
            ("Self", "Self_", "self_"),
            ("???", "State", "state"),
        ] {
            assert_eq!(Namer::default().variant(name).to_string(), variant);
            assert_eq!(Namer::default().function(name).to_string(), function);
        }
    }

    #[test]
    fn the_later_of_two_equal_names_gets_a_number() {
        let mut namer = Namer::default();
        let names =
            ["Ship Order", "ShipOrder", "ship-order"].map(|name| namer.variant(name).to_string());
        assert_eq!(names, ["ShipOrder", "ShipOrder_2", "ShipOrder_3"]);
    }
}
