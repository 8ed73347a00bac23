//! How data does not fit, in words.

use super::field;
use super::nearest::Nearest;
use super::text::{Text, same};
use crate::typed::{Object, Shape};

/// A comparison as a whole, for messages.
pub(super) enum Fit<'a> {
    /// Of what a state hands on and what the next one takes.
    Types {
        at: &'a str,
        from: &'a Shape,
        to: &'a Shape,
    },
    /// Of a result and the field that it is put into.
    Result { at: &'a str, field: &'a str },
}

/// The way from the whole to what is compared; an element of an array is `[]`.
pub(super) struct Trail<'a> {
    pub(super) step: &'a str,
    pub(super) before: Option<&'a Trail<'a>>,
}

impl Fit<'_> {
    const fn head(&self) -> Text {
        match self {
            Fit::Types { at, from, to } => Text::at(at)
                .and_shape(from)
                .and(" does not fit ")
                .and_shape(to),
            Fit::Result { at, field } => Text::at(at)
                .and("the result does not fit the field ")
                .and_code(field),
        }
    }

    /// Of another type.
    pub(super) const fn misfit(&self, from: &Shape, to: &Shape, trail: Option<&Trail<'_>>) -> Text {
        let text = match (self, trail) {
            (Fit::Types { .. }, None) => return self.head(),
            (Fit::Result { .. }, None) => self.head().and(": it"),
            (_, trail) => self.head().and(": ").and_trail(trail),
        };
        text.and(" is ")
            .and_shape(from)
            .and(" and has to be ")
            .and_shape(to)
    }

    /// A field that is read and that nothing writes.
    pub(super) const fn missing(
        &self,
        from: &Object,
        name: &str,
        trail: Option<&Trail<'_>>,
    ) -> Text {
        let here = Some(&Trail {
            step: name,
            before: trail,
        });
        let text = self.head().and(": ").and_trail(here).and(" is missing");
        let text = if field::is_empty(from) {
            text
        } else {
            text.and("; there is: ").and_keys(from)
        };
        match field::nearest(from, Nearest::to(name)).found() {
            Some(near) => text
                .and("\nhelp: there is a field of a similar name: ")
                .and_code(near),
            None => text,
        }
    }

    /// A key that is written and that nothing reads.
    pub(super) const fn surplus(&self, trail: Option<&Trail<'_>>) -> Text {
        self.head()
            .and(": ")
            .and_trail(trail)
            .and(" is not taken: `deny_unknown_fields`")
    }
}

impl Text {
    const fn and_trail(self, trail: Option<&Trail<'_>>) -> Self {
        self.and("`").and_steps(trail).and("`")
    }

    const fn and_steps(self, trail: Option<&Trail<'_>>) -> Self {
        let Some(Trail { step, before }) = trail else {
            return self;
        };
        let text = self.and_steps(*before);
        if before.is_none() || same(step, "[]") {
            text.and(step)
        } else {
            text.and(".").and(step)
        }
    }
}
