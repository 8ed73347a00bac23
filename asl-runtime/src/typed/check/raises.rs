//! Error names in `Retry` and `Catch`.

use super::nearest::Nearest;
use super::text::{Text, begins, same};
use crate::typed::Names;

/// Holds a name of an `ErrorEquals` against the names that the task's errors can have. The language's own pass, and so do those
/// that a service puts its name before, such as `Lambda.Unknown`: the definition may run elsewhere too.
///
/// # Panics
/// When the task can never raise it.
#[track_caller]
pub const fn raises(names: &Names, error_equals: &str, at: &str) {
    if begins(error_equals, "States.") || is_known(names, error_equals) {
        return;
    }
    if let Some(service) = prefix(error_equals)
        && !has_prefix(names, service)
    {
        return;
    }
    let text = Text::at(at)
        .and("the task never fails with ")
        .and_code(error_equals);
    if let Names::All([]) = names {
        text.and(": it has no errors").raise();
    }
    text.and("; its errors are: ")
        .and_error_names(names, &mut true)
        .and_nearest(nearest(names, Nearest::to(error_equals)))
        .raise();
}

const fn is_known(names: &Names, wanted: &str) -> bool {
    match names {
        Names::Any => true,
        Names::One(name) => same(name, wanted),
        Names::All(all) => {
            let mut i = 0;
            while i < all.len() {
                if is_known(&all[i], wanted) {
                    return true;
                }
                i += 1;
            }
            false
        }
    }
}

const fn has_prefix(names: &Names, prefix: &str) -> bool {
    match names {
        Names::Any => true,
        Names::One(name) => begins(name, prefix),
        Names::All(all) => {
            let mut i = 0;
            while i < all.len() {
                if has_prefix(&all[i], prefix) {
                    return true;
                }
                i += 1;
            }
            false
        }
    }
}

const fn nearest<'a>(names: &Names, mut nearest_so_far: Nearest<'a>) -> Nearest<'a> {
    match names {
        Names::Any => nearest_so_far,
        Names::One(name) => nearest_so_far.or(name),
        Names::All(all) => {
            let mut i = 0;
            while i < all.len() {
                nearest_so_far = nearest(&all[i], nearest_so_far);
                i += 1;
            }
            nearest_so_far
        }
    }
}

/// What stands before the first dot, with it.
const fn prefix(name: &str) -> Option<&str> {
    let bytes = name.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'.' {
            return Some(name.split_at(i + 1).0);
        }
        i += 1;
    }
    None
}

impl Text {
    const fn and_error_names(mut self, names: &Names, is_first: &mut bool) -> Self {
        match names {
            Names::Any => self,
            Names::One(name) => {
                let separator = if *is_first { "" } else { ", " };
                *is_first = false;
                self.and(separator).and(name)
            }
            Names::All(all) => {
                let mut i = 0;
                while i < all.len() {
                    self = self.and_error_names(&all[i], is_first);
                    i += 1;
                }
                self
            }
        }
    }
}
