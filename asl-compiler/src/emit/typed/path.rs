//! Paths into values of the user's types: field access, found out by rustc.

use proc_macro2::TokenStream;
use quote::quote;

use super::Typed;
use super::types::{index, place, place_in};
use crate::emit::data::{key, steps as keys};
use crate::lower::plan::{
    Asked, InputPlan, Key, Miss, PlacePlan, Read, Source, TakePlan, Type, members,
};
use crate::source::{Span, Spanned};

/// What `ResultPath` puts into the raw input.
pub(super) enum Put {
    /// `result`
    Result,
    /// The Error Output of `error`.
    Error,
}

impl Typed<'_> {
    pub(super) fn state_name(&self) -> Spanned<String> {
        Spanned::new(self.state.name.clone(), self.state.span)
    }

    fn index(&self, of: Type, what: Asked, span: Span) -> TokenStream {
        index(self.types(), place_in(of, what, span, &self.state_name()))
    }

    /// Where something stands, for messages of rustc.
    pub(super) fn place(&self, span: Span) -> String {
        place(self.plan, &self.state_name(), span)
    }

    /// The calls that lead along steps, one inside of the other: the `first` from `from`, the others by `then`, each of which is
    /// a function of the runtime.
    fn walk(
        &self,
        from: &TokenStream,
        mut of: Type,
        steps: &[Key],
        span: Span,
        [first, then]: [TokenStream; 2],
        last: impl Fn(&Key) -> Asked,
    ) -> TokenStream {
        let mut walked = None;
        for (position, step) in steps.iter().enumerate() {
            let what = match position + 1 == steps.len() {
                true => last(step),
                false => Asked::Part(step.clone()),
            };
            let (index, key) = (self.index(of, what, span), key(step));
            walked = Some(match walked {
                None => quote!(__rt::typed::#first::<{ #index }, _>(#from, #key)),
                Some(before) => quote!(__rt::typed::#then::<{ #index }, _>(#before, #key)),
            });
            if position + 1 < steps.len() {
                of = self.types().part(of, std::slice::from_ref(step), span);
            }
        }
        walked.unwrap_or_else(|| quote!(__rt::Some(#from)))
    }

    /// An expression for an `Option` of what steps lead to from a reference, borrowed if it has a place in memory.
    pub(super) fn find(
        &self,
        base: &TokenStream,
        of: Type,
        steps: &[Key],
        span: Span,
    ) -> TokenStream {
        let calls = [quote!(get), quote!(get_then)];
        self.walk(base, of, steps, span, calls, |step| {
            Asked::Part(step.clone())
        })
    }

    /// An expression for a reference to what a look-up finds in a value with a type.
    pub(super) fn borrow(&self, read: &Read) -> TokenStream {
        let (base, of) = self.base(&read.source);
        self.selected(&base, of, read)
    }

    /// An expression for what it finds, as a value of its own.
    pub(super) fn copy(&self, read: &Read) -> TokenStream {
        let found = self.borrow(read);
        quote!(__rt::Clone::clone(#found))
    }

    /// An expression for an `Option` of what it finds.
    pub(super) fn found(&self, read: &Read) -> TokenStream {
        let (base, of) = self.base(&read.source);
        self.find(&base, of, &read.steps, read.span)
    }

    fn selected(&self, base: &TokenStream, of: Type, read: &Read) -> TokenStream {
        if read.steps.is_empty() {
            return base.clone();
        }
        let found = self.find(base, of, &read.steps, read.span);
        let (steps, text) = (keys(&read.steps), &read.text);
        let found = match &read.miss {
            Miss::Path => quote!(__rt::typed::select(#found, #base, #steps, #text)?),
            Miss::Template(field) => {
                quote!(__rt::typed::template_value(#found, #base, #text, #field)?)
            }
            Miss::Choice => quote!(__rt::typed::choice_operand(#found, #text)?),
            Miss::Argument => quote!(__rt::typed::argument(#found, #base, #steps, #text)?),
        };
        quote!(&*#found)
    }

    /// An expression for a reference to a source with a type, and that type.
    fn base(&self, source: &Source) -> (TokenStream, Type) {
        let base = match source {
            Source::Input => match self.input() {
                InputPlan::Part(read) => self.selected(&quote!(&*raw), self.bindings.raw, read),
                _ => quote!(&*raw),
            },
            Source::Result => quote!(&result),
            _ => quote!(&*raw),
        };
        (base, self.bindings.source(source))
    }

    /// An expression for a part, moved out of a whole that is not used any more.
    pub(super) fn taken_part(
        &self,
        whole: TokenStream,
        of: Type,
        steps: &[Key],
        text: &str,
        span: Span,
    ) -> TokenStream {
        let found = self.find(&quote!(&whole), of, steps, span);
        let keys = keys(steps);
        let taken = self.take(of, steps, span);
        quote!({
            let whole = #whole;
            __rt::typed::select(#found, &whole, #keys, #text)?;
            __rt::typed::moved(#taken)?
        })
    }

    /// The same for a plain path of JSONata.
    pub(super) fn taken_member(
        &self,
        whole: TokenStream,
        of: Type,
        plan: &TakePlan,
    ) -> TokenStream {
        let TakePlan {
            names,
            text,
            field,
            span,
            ..
        } = plan;
        let steps = members(names);
        let found = self.find(&quote!(&whole), of, &steps, *span);
        let taken = self.take(of, &steps, *span);
        quote!({
            let whole = #whole;
            if #found.is_some() {
                __rt::typed::moved(#taken)?
            } else {
                __rt::typed::member_of_json(&whole, &[#(#names),*], #text, #field)?
            }
        })
    }

    fn take(&self, of: Type, steps: &[Key], span: Span) -> TokenStream {
        let calls = [quote!(take), quote!(take_then)];
        self.walk(&quote!(whole), of, steps, span, calls, |step| {
            Asked::Part(step.clone())
        })
    }

    /// A statement that puts a value into the raw input.
    pub(super) fn insert(&self, place: &PlacePlan, value: &Put) -> TokenStream {
        let PlacePlan::Insert { steps, text, span } = place else {
            return TokenStream::new();
        };
        let raw = self.bindings.raw;
        let keys = keys(steps);
        if Self::is_json(raw) {
            let value = match value {
                Put::Result => self.converted(self.bindings.result, Type::Json, quote!(result)),
                Put::Error => quote!(error_output),
            };
            return quote!(__rt::path::insert(raw, #keys, #text, #value)?;);
        }
        let calls = [quote!(get_mut), quote!(get_mut_then)];
        let (asked, value): (fn(Key, Type) -> Asked, _) = match value {
            Put::Result => (Asked::Put, quote!(result)),
            Put::Error => (
                |key, _| Asked::PutError(key),
                quote!(__rt::typed::ErrorOutput::from(error)),
            ),
        };
        let result = self.bindings.result;
        let slot = self.walk(&quote!(&mut *raw), raw, steps, *span, calls, |step| {
            asked(step.clone(), result)
        });
        quote! {
            let value = #value;
            match #slot {
                __rt::Some(place) => __rt::typed::put(place, value)?,
                __rt::None => __rt::typed::put_anew(raw, #keys, #text, value)?,
            }
        }
    }
}
