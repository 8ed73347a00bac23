//! Values, of the types that they have or as JSON.

use proc_macro2::TokenStream;
use quote::quote;

use super::Typed;
use crate::emit::data::value as json_value;
use crate::lower::plan::{ExpressionPlan, Read, Source, TakePlan, Type, ValuePlan, members};

impl Typed<'_> {
    /// An expression for a value of its own, of the type that [`Bindings::value`] says.
    ///
    /// [`Bindings::value`]: crate::lower::plan::Bindings::value
    pub(super) fn value(&self, plan: &ValuePlan) -> TokenStream {
        if Self::is_json(self.bindings.value(plan, self.types())) {
            return self.json(plan);
        }
        match plan {
            ValuePlan::TakeRaw => self.take_raw(),
            ValuePlan::TakePart { steps, text, span } => {
                self.taken_part(self.take_raw(), self.bindings.raw, steps, text, *span)
            }
            ValuePlan::Read(read) => self.copy(read),
            ValuePlan::TakeMember(plan) => self.taken(plan),
            ValuePlan::Expression(plan) => {
                let found = self.plain(plan);
                quote!(__rt::Clone::clone(#found))
            }
            ValuePlan::Literal(_)
            | ValuePlan::Object(_)
            | ValuePlan::Reshape(_)
            | ValuePlan::Array(_)
            | ValuePlan::Intrinsic { .. } => self.json(plan),
        }
    }

    /// What a plain path of JSONata leads to, moved out of where that stands.
    pub(super) fn taken(&self, plan: &TakePlan) -> TokenStream {
        let whole = match plan.of {
            Source::Result => quote!(result),
            _ => self.take_raw(),
        };
        self.taken_member(whole, self.bindings.source(&plan.of), plan)
    }

    /// A reference to what a plain path of JSONata leads to.
    pub(super) fn plain(&self, plan: &ExpressionPlan) -> TokenStream {
        let Some((source, names)) = plan.plain_source() else {
            return TokenStream::new();
        };
        let base = match source {
            Source::Result => quote!(&result),
            _ => quote!(&*raw),
        };
        if names.is_empty() {
            return base;
        }
        let of = self.bindings.source(source);
        let found = self.find(&base, of, &members(names), plan.span);
        let (text, field) = (&plan.text, &plan.field);
        quote!(&*__rt::typed::member(#found, #base, &[#(#names),*], #text, #field)?)
    }

    /// An expression for a value as JSON. Parts that are only looked up are converted one by one.
    pub(super) fn json(&self, plan: &ValuePlan) -> TokenStream {
        let of = self.bindings.value(plan, self.types());
        match plan {
            ValuePlan::Read(read) if self.is_of_type(read) => self.read_json(read),
            ValuePlan::Object(members) | ValuePlan::Reshape(members) => {
                let members = members.iter().map(|(key, member)| {
                    let member = self.json(member);
                    quote!((#key, #member))
                });
                quote!(__rt::object([#(#members),*]))
            }
            ValuePlan::Array(elements) => {
                let elements = elements.iter().map(|element| self.json(element));
                quote!(__rt::array([#(#elements),*]))
            }
            _ if Self::is_json(of) => self.over_json(json_value(plan)),
            _ => self.converted(of, Type::Json, self.value(plan)),
        }
    }

    /// Whether a look-up begins at a value with a type and leads to one place.
    pub(super) fn is_of_type(&self, read: &Read) -> bool {
        read.is_definite() && !Self::is_json(self.bindings.source(&read.source))
    }

    fn read_json(&self, read: &Read) -> TokenStream {
        let found = self.borrow(read);
        quote!(__rt::typed::to_json(#found)?)
    }
}
