//! Methods of `Tasks` with types.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::declared;
use crate::signature::Signature;

/// The method, without a body.
pub(crate) fn signature(of: &Signature) -> TokenStream {
    let Signature { method, name, .. } = of;
    let [argument, result, error] = [&of.argument, &of.result, &of.error].map(declared);
    let token = of.token.then(|| quote!(token: __rt::TaskToken,));
    let context = of.context.then(|| quote!(cx: &__rt::TaskContext<'_>,));
    quote! {
        fn #method(
            &self,
            #name: #argument,
            #token
            #context
        ) -> impl __rt::Future<Output = __rt::Result<#result, #error>> + __rt::Send
    }
}

/// Whether a dynamic handler can stand in for this one.
pub(crate) fn fails_with_task_error(of: &Signature) -> bool {
    let last = of.error.clone().into_iter().last();
    of.context && last.is_some_and(|last| last.to_string() == "TaskError")
}

/// The body of the method that calls one.
pub(crate) fn call_dynamic(of: &Signature, callback: bool) -> TokenStream {
    let name = &of.name;
    match callback {
        true => quote!(__rt::typed::submit_dynamic(&self.0, #name, token, cx)),
        false => quote!(__rt::typed::call_dynamic(&self.0, #name, cx)),
    }
}
