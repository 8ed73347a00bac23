//! Which variables the parts of a scope bind in it, before names are resolved.

use std::collections::BTreeMap;

use super::is_bare;
use crate::expr::jsonata::ast::{Expr, Kind, Path};

/// How a variable is bound in a scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Use {
    /// How often.
    count: usize,
    /// A part of the scope binds it first thing, as `$x := 1` does.
    is_bound_first: bool,
    /// A function that is made before it is bound mentions it, and may be called when it is.
    is_awaited: bool,
}

impl Use {
    /// Whether it is bound once, and certainly so wherever it is read: it needs no slot.
    pub(super) fn is_plain(self) -> bool {
        self.count == 1 && self.is_bound_first && !self.is_awaited
    }
}

/// What the parts of a scope bind in it.
pub(super) fn of_scope<'e>(parts: &[&'e Expr]) -> BTreeMap<&'e str, Use> {
    let mut uses: BTreeMap<&str, Use> = BTreeMap::new();
    for part in parts {
        for_each_binding(part, &mut |name| uses.entry(name).or_default().count += 1);
    }
    for (at, part) in parts.iter().enumerate() {
        let mut part = *part;
        while let Some((name, value)) = first_thing(part) {
            let found = uses.entry(name).or_default();
            found.is_bound_first = true;
            found.is_awaited |= parts[..=at].iter().any(|part| awaits(part, name, false));
            part = value;
        }
    }
    uses
}

/// The variable that an expression binds as the last thing that it does, and to what: of `$x := $y := 1`, `$x`.
pub(super) fn first_thing(expr: &Expr) -> Option<(&str, &Expr)> {
    match &expr.kind {
        Kind::Bind(name, value) if is_bare(expr) => Some((name, value)),
        _ => None,
    }
}

/// Shows what an expression binds in the scope that it stands in.
fn for_each_binding<'e>(expr: &'e Expr, found: &mut dyn FnMut(&'e str)) {
    match &expr.kind {
        // All others have scopes of their own.
        Kind::Path(path) if is_stream(path) => {
            let first = path.steps[..first_carrying(path)].iter();
            return first.for_each(|step| {
                for_each_binding(&step.expr, found);
                step.filters()
                    .for_each(|filter| for_each_binding(filter, found));
            });
        }
        Kind::Block(_) | Kind::Lambda(_) => {}
        Kind::Bind(name, value) => {
            found(name);
            for_each_binding(value, found);
        }
        kind => kind.for_each_part(&mut |part, _| for_each_binding(part, found)),
    }
    expr.for_each_part_behind(&mut |part| for_each_binding(part, found));
}

/// Whether a function in an expression mentions a variable.
fn awaits(expr: &Expr, name: &str, in_function: bool) -> bool {
    if let Kind::Variable(variable) = &expr.kind
        && in_function
        && variable == name
    {
        return true;
    }
    let in_function = in_function || matches!(expr.kind, Kind::Lambda(_) | Kind::Transform { .. });
    let mut found = false;
    expr.for_each_part(&mut |part, _| found = found || awaits(part, name, in_function));
    found
}

/// The first step from which on a path carries bindings; behind the last, if it carries none.
pub(super) fn first_carrying(path: &Path) -> usize {
    let found = path.steps.iter().position(|step| step.tuple);
    found.unwrap_or(path.steps.len())
}

/// Whether the contexts of a path carry bindings in the end.
pub(super) fn is_stream(path: &Path) -> bool {
    first_carrying(path) < path.steps.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::jsonata::parse;

    /// The variables of a block that can be Rust variables, and those that need slots.
    fn sorted(text: &str) -> (Vec<String>, Vec<String>) {
        let Kind::Block(parts) = parse(text).expect("it is an expression").kind else {
            panic!("{text} is no block")
        };
        let parts: Vec<&Expr> = parts.iter().collect();
        let uses = of_scope(&parts).into_iter();
        let (plain, slots): (Vec<_>, Vec<_>) = uses.partition(|(_, found)| found.is_plain());
        let names = |uses: Vec<(&str, Use)>| uses.iter().map(|(name, _)| (*name).into()).collect();
        (names(plain), names(slots))
    }

    #[track_caller]
    fn assert_sorted(text: &str, plain: &[&str], slots: &[&str]) {
        let (found, in_slots) = sorted(text);
        assert_eq!(
            (found.as_slice(), in_slots.as_slice()),
            (&*strings(plain), &*strings(slots))
        );
    }

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_a_part_binds_first_thing_is_plain() {
        assert_sorted("($a := 1; $b := $c := $a; $b)", &["a", "b", "c"], &[]);
        assert_sorted(
            "($f := function() { 1 }; $g := function() { $f() })",
            &["f", "g"],
            &[],
        );
    }

    #[test]
    fn what_may_be_bound_later_needs_a_slot() {
        assert_sorted("([$a := 1, $a])", &[], &["a"]);
        assert_sorted("(x ? $a := 1; $a)", &[], &["a"]);
        assert_sorted("($a := 1; $a := 2)", &[], &["a"]);
        assert_sorted("($f := function() { $f() })", &[], &["f"]);
        assert_sorted("($f := | $ | {'a': $b} |; $b := 1)", &["f"], &["b"]);
    }

    #[test]
    fn inner_scopes_bind_for_themselves() {
        assert_sorted("($a := ($b := 1); function($c) { $d := 1 })", &["a"], &[]);
        assert_sorted("(x@$v[$a := 1]; y[$b := 1])", &[], &["b"]);
    }
}
