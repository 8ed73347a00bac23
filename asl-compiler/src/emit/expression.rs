//! JSONata expressions in their fields.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::data::{ReadTokens, owned};
use super::{jsonata, variables};
use crate::lower::plan::{ExpressionPlan, Fit, Read, SettingPlan, Source};

/// An expression for the result, of the type that it must have.
pub(super) fn expression(plan: &ExpressionPlan) -> TokenStream {
    let ExpressionPlan {
        code,
        needs,
        outside,
        text,
        field,
        fit,
        ..
    } = plan;
    let now = needs.time.then(|| quote!(let now = cx.now().await?;));
    let at = needs.time.then(|| quote!(.at(now)));
    let seed = needs.random.then(|| quote!(let seed = cx.random().await?;));
    let seeded = needs.random.then(|| quote!(.seeded(seed)));
    let (made, items): (Vec<_>, Vec<_>) = outside.iter().map(item).unzip();
    let code = jsonata::expression(code);
    let fit = Ident::new(function(*fit), Span::call_site());
    // What the evaluation borrows is made before it.
    quote!({
        #now
        #seed
        #(#made)*
        let ev = &__rt::jsonata::Evaluation::new() #at #seeded;
        #(#items)*
        __rt::jsonata::#fit(ev, #code, #text, #field)?
    })
}

fn function(fit: Fit) -> &'static str {
    match fit {
        Fit::Value => "value",
        Fit::Boolean => "boolean",
        Fit::Integer => "integer",
        Fit::Number => "number",
        Fit::String => "string",
        Fit::Array => "array",
    }
}

/// Statements that bind what an expression finds outside of itself: the data, if it is made for the purpose, and the item.
fn item((name, read): &(Ident, Read)) -> (Option<TokenStream>, TokenStream) {
    if let Source::Variable(variable) = &read.source {
        let place = variables::place(variable);
        return (None, quote!(let #name = __rt::variable_item(&#place);));
    }
    if let Some(data) = owned(&read.source) {
        let made = format_ident!("{name}_data");
        let item = quote!(let #name = __rt::item(&#made););
        return (Some(quote!(let #made = #data;)), item);
    }
    let ReadTokens { base, .. } = ReadTokens::of(read);
    (None, quote!(let #name = __rt::item(#base);))
}

/// An expression for what a whole number of seconds or the like is made of; `check` is a function of the runtime's `field`
/// for the `…Path` form and of its `setting` for the computed one.
pub(super) fn setting<L>(
    plan: &SettingPlan<L>,
    literal: impl FnOnce(&L) -> TokenStream,
    check: &str,
    field: Option<&str>,
) -> TokenStream {
    let check = Ident::new(check, Span::call_site());
    match plan {
        SettingPlan::Literal(value) => literal(value),
        SettingPlan::Path(read) => {
            let ReadTokens { base, steps, text } = ReadTokens::of(read);
            let field = field.map(|field| {
                let field = format!("{field}Path");
                quote!(, #field)
            });
            quote!(__rt::field::#check(#base, #steps, #text #field)?)
        }
        SettingPlan::Expression(plan) => {
            let computed = expression(plan);
            let field = field.map(|field| quote!(, #field));
            quote!(__rt::setting::#check(#computed #field)?)
        }
    }
}

/// Seconds as a literal.
pub(super) fn seconds(seconds: &u32) -> TokenStream {
    let seconds = Literal::u32_unsuffixed(*seconds);
    quote!(__rt::Duration::from_secs(#seconds))
}
