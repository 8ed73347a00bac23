//! Functions and calls.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{Code, fallible, sure};
use super::{Emitter, variable_tokens};
use crate::lower::jsonata::plan::{LambdaPlan, Plan, Procedure, Variable};

/// A regular expression, which is built once in the life of the program.
pub(super) fn regex(pattern: &str, flags: &str) -> Code {
    sure(quote!({
        static REGEX: __rt::LazyLock<__rt::jsonata::Regex> =
            __rt::LazyLock::new(|| __rt::jsonata::Regex::new(#pattern, #flags));
        __rt::jsonata::Item::from(&*REGEX)
    }))
}

impl Emitter {
    pub(super) fn lambda(&mut self, lambda: &LambdaPlan) -> Code {
        let parameters = lambda.parameters.iter().map(|parameter| match parameter {
            Some(name) => quote!(#name),
            None => quote!(_),
        });
        let (signature, context) = match &lambda.signature {
            None => (quote!(__rt::None), quote!(__rt::jsonata::Item::Undefined)),
            Some(text) => (
                quote!(__rt::Some(const { &__rt::jsonata::Signature::parse(#text) })),
                self.item(&lambda.context),
            ),
        };
        let body = self.settled(&lambda.body).result();
        sure(quote!(ev.lambda(#signature, #context, move |[#(#parameters),*]| #body)))
    }

    pub(super) fn call(
        &mut self,
        procedure: &Procedure,
        arguments: &[Plan],
        context: &Plan,
        is_tail: bool,
    ) -> Code {
        match procedure {
            Procedure::Native(native) => {
                let arguments = self.items(arguments);
                let context = self.item(context);
                fallible(quote! {
                    ev.native(&__rt::jsonata::library::#native, &[#(#arguments),*], #context)
                })
            }
            Procedure::Computed { .. } => {
                let procedure = self.procedure(procedure, "T1005");
                let arguments = self.items(arguments);
                let context = self.item(context);
                if is_tail {
                    sure(quote!(ev.tail_call(#procedure, &[#(#arguments),*], #context)))
                } else {
                    fallible(quote!(ev.apply(#procedure, &[#(#arguments),*], #context)))
                }
            }
        }
    }

    pub(super) fn partial(&mut self, procedure: &Procedure, arguments: &[Option<Plan>]) -> Code {
        // The arguments come first here.
        let arguments: Vec<TokenStream> = arguments
            .iter()
            .map(|argument| match argument {
                None => quote!(__rt::None),
                Some(argument) => {
                    let argument = self.item(argument);
                    quote!(__rt::Some(#argument))
                }
            })
            .collect();
        let procedure = self.procedure(procedure, "T1007");
        fallible(quote!(ev.partial(&[#(#arguments),*], #procedure)))
    }

    /// `code` is the error where the procedure is a name that is undefined.
    fn procedure(&mut self, procedure: &Procedure, code: &str) -> TokenStream {
        match procedure {
            Procedure::Native(native) => quote!(__rt::jsonata::library::#native.item()),
            Procedure::Computed { plan, misnamed } => {
                let item = self.item(plan);
                match misnamed {
                    Some(name) => quote!(ev.misnamed(#item, #code, #name)?),
                    None => item,
                }
            }
        }
    }

    pub(super) fn transform(&mut self, clone: Option<&Variable>, parts: [&Plan; 3]) -> Code {
        let copy = match clone {
            None => quote!(|item| ev.copied(item)),
            Some(clone) => {
                let clone = variable_tokens(clone);
                quote!(move |item| ev.copied_by(#clone, item))
            }
        };
        let parts = parts.map(|part| {
            let closure = self.closure(|emitter| emitter.settled(part));
            quote!(move #closure)
        });
        sure(quote!(ev.transform(#copy, #(#parts),*)))
    }
}
