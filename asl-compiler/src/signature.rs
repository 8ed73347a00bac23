//! Signatures: the types that a user declares for a machine and its tasks, beside the definition.
//!
//! ```text
//! type Input = Order;
//! type Output = Shipped;
//! async fn validate_order(order: Order) -> Result<ValidOrder, OrderRejected>;
//! ```
//!
//! Nothing is known of a type here but its tokens: what it holds is for rustc to say, by constants that the generated code
//! has evaluated.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned as _;
use syn::{
    FnArg, GenericArgument, ItemType, PathArguments, PathSegment, ReturnType, Token, TraitItemFn,
    Type,
};

use crate::diag::nearest;
use crate::lower::plan::TaskPlan;

/// What is wrong with a signature, and where in the Rust source.
pub type Mistake = (Span, String);

/// All that a module declares.
#[derive(Clone, Debug, Default)]
pub struct Signatures {
    /// How far the machine may be seen, from the inside of its module: no farther than its types. Everywhere when empty.
    pub visibility: TokenStream,
    /// `type Input`
    pub input: Option<TokenStream>,
    /// `type Output`
    pub output: Option<TokenStream>,
    /// The tasks that are typed, in the order of their declaration.
    pub tasks: Vec<Signature>,
}

/// A method of `Tasks` with types.
#[derive(Clone, Debug)]
pub struct Signature {
    /// E.g. `charge_card`.
    pub method: Ident,
    /// What the argument is called.
    pub name: Ident,
    /// Its type.
    pub argument: TokenStream,
    /// Whether the handler is given a token (`.waitForTaskToken`).
    pub token: bool,
    /// Whether the handler wants to know about its call.
    pub context: bool,
    /// `T` of `Result<T, E>`.
    pub result: TokenStream,
    /// `E` of `Result<T, E>`.
    pub error: TokenStream,
}

impl Signatures {
    /// Whether nothing is declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.input.is_none() && self.output.is_none() && self.tasks.is_empty()
    }

    /// The signature of a method.
    #[must_use]
    pub fn of(&self, method: &Ident) -> Option<&Signature> {
        self.tasks
            .iter()
            .find(|signature| signature.method == *method)
    }

    /// Holds the signatures against the tasks of the definition.
    #[must_use]
    pub fn mistakes(&self, tasks: &[TaskPlan]) -> Vec<Mistake> {
        let mistake = |signature: &Signature| {
            let method = &signature.method;
            let place = |message| Some((method.span(), message));
            let Some(task) = tasks.iter().find(|task| task.method == *method) else {
                let names: Vec<_> = tasks.iter().map(|task| task.method.to_string()).collect();
                let near = nearest(&method.to_string(), names.iter().map(String::as_str));
                return place(match near {
                    Some(near) => {
                        format!("no Task state has the method `{method}`; did you mean `{near}`?")
                    }
                    None if names.is_empty() => {
                        format!("no Task state has the method `{method}`: there is none at all")
                    }
                    None => format!(
                        "no Task state has the method `{method}`; there are: {}",
                        names.join(", ")
                    ),
                });
            };
            match (task.callback, signature.token) {
                (true, false) => place(format!(
                    "`{method}` waits for a task token: it takes `token: TaskToken` behind its argument"
                )),
                (false, true) => place(format!("`{method}` waits for no task token")),
                _ => None,
            }
        };
        self.tasks.iter().filter_map(mistake).collect()
    }
}

impl Parse for Signatures {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut signatures = Signatures::default();
        while !input.is_empty() {
            if input.peek(Token![type]) {
                signatures.add_type(input.parse()?)?;
            } else {
                let signature = Signature::of(input.parse()?)?;
                if signatures.of(&signature.method).is_some() {
                    let message = format!("`{}` is declared twice", signature.method);
                    return Err(syn::Error::new(signature.method.span(), message));
                }
                signatures.tasks.push(signature);
            }
        }
        Ok(signatures)
    }
}

impl Signatures {
    fn add_type(&mut self, declared: ItemType) -> syn::Result<()> {
        let ident = &declared.ident;
        let place = match ident.to_string().as_str() {
            "Input" => &mut self.input,
            "Output" => &mut self.output,
            _ => {
                let message = "a machine has the types `Input` and `Output`";
                return Err(syn::Error::new(ident.span(), message));
            }
        };
        if place.is_some() {
            let message = format!("`{ident}` is declared twice");
            return Err(syn::Error::new(ident.span(), message));
        }
        *place = Some(tokens(&declared.ty)?);
        Ok(())
    }
}

impl Signature {
    fn of(declared: TraitItemFn) -> syn::Result<Self> {
        let declared = declared.sig;
        let method = declared.ident;
        let mut parameters = declared
            .inputs
            .into_iter()
            .filter_map(|parameter| match parameter {
                FnArg::Receiver(_) => None,
                FnArg::Typed(typed) => Some(typed),
            });
        let Some(first) = parameters.next() else {
            let message = format!(
                "a handler takes its argument, such as `async fn {method}(order: Order) -> Result<Receipt, Declined>;`"
            );
            return Err(syn::Error::new(method.span(), message));
        };
        let name = match &*first.pat {
            syn::Pat::Ident(pattern) => pattern.ident.clone(),
            _ => Ident::new("input", first.pat.span()),
        };
        let (mut token, mut context) = (false, false);
        for parameter in parameters {
            let of = match &*parameter.ty {
                Type::Reference(reference) => last_segment(&reference.elem),
                owned => last_segment(owned),
            };
            match of.map(|segment| segment.ident.to_string()).as_deref() {
                Some("TaskToken") if !token && !context => token = true,
                Some("TaskContext") if !context => context = true,
                _ => {
                    let message = "behind its argument a handler takes `token: TaskToken` and `cx: &TaskContext<'_>`, if it likes";
                    return Err(syn::Error::new_spanned(&parameter, message));
                }
            }
        }
        let (result, error) = outcome(&declared.output, &method)?;
        Ok(Signature {
            method,
            name,
            argument: tokens(&first.ty)?,
            token,
            context,
            result: tokens(&result)?,
            error: tokens(&error)?,
        })
    }
}

/// `T` and `E` of `Result<T, E>`.
fn outcome(output: &ReturnType, method: &Ident) -> syn::Result<(Type, Type)> {
    let message = "a handler returns `Result<T, E>` with both types written out";
    let ReturnType::Type(_, output) = output else {
        return Err(syn::Error::new(method.span(), message));
    };
    let types = last_segment(output).and_then(|segment| {
        let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
            return None;
        };
        let mut types = arguments.args.iter().filter_map(|argument| match argument {
            GenericArgument::Type(of) => Some(of.clone()),
            _ => None,
        });
        let both = (types.next()?, types.next()?);
        (segment.ident == "Result").then_some(both)
    });
    types.ok_or_else(|| syn::Error::new_spanned(output, message))
}

fn last_segment(of: &Type) -> Option<&PathSegment> {
    match of {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// The tokens of a type, whose names must mean the same in the generated module.
fn tokens(of: &Type) -> syn::Result<TokenStream> {
    let tokens = of.to_token_stream();
    check_names(tokens.clone())?;
    Ok(tokens)
}

fn check_names(tokens: TokenStream) -> syn::Result<()> {
    // Whether the token at hand stands behind `::` or the mark of a lifetime, so that it begins no path.
    let mut goes_on = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if let TokenTree::Group(group) = &token {
            check_names(group.stream())?;
        }
        if let TokenTree::Ident(first) = &token
            && !goes_on
        {
            let is_alone =
                !matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
            check_name(first, is_alone)?;
        }
        goes_on =
            matches!(&token, TokenTree::Punct(punct) if matches!(punct.as_char(), ':' | '\''));
    }
    Ok(())
}

fn check_name(name: &Ident, is_alone: bool) -> syn::Result<()> {
    match name.to_string().as_str() {
        "self" | "super" => {
            let message = "a type is named as in the module of `asl!`, or by a path from `crate`";
            Err(syn::Error::new(name.span(), message))
        }
        "State" | "Tasks" | "Machine" | "Variables" if is_alone => {
            let message = format!(
                "the generated module has a `{name}` of its own: write a path from `crate`"
            );
            Err(syn::Error::new(name.span(), message))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> syn::Result<Signatures> {
        syn::parse_str(text)
    }

    #[test]
    fn types_and_methods_are_read() {
        let signatures = parsed(
            "type Input = Order;
            async fn validate(order: Order) -> Result<Valid, Rejected>;
            fn notify(&self, order: Vec<Order>, token: TaskToken, cx: &TaskContext<'_>) -> std::result::Result<(), E>;",
        )
        .expect("signatures");
        let declared = signatures.tasks.iter().map(|signature| {
            let Signature {
                method,
                name,
                argument,
                token,
                context,
                result,
                error,
            } = signature;
            let types = [argument, result, error].map(ToString::to_string);
            (
                method.to_string(),
                name.to_string(),
                types,
                *token,
                *context,
            )
        });
        let expected = [
            (
                "validate",
                "order",
                ["Order", "Valid", "Rejected"],
                false,
                false,
            ),
            ("notify", "order", ["Vec < Order >", "()", "E"], true, true),
        ];
        let expected = expected.map(|(method, name, types, token, context)| {
            let types = types.map(str::to_owned);
            (method.to_owned(), name.to_owned(), types, token, context)
        });
        assert!(signatures.input.is_some() && signatures.output.is_none());
        assert_eq!(declared.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        for (text, message) in [
            ("type Inptu = A;", "`Input` and `Output`"),
            ("type Input = A; type Input = A;", "declared twice"),
            (
                "fn a(x: A) -> Result<A, E>; fn a(x: A) -> Result<A, E>;",
                "declared twice",
            ),
            ("fn a() -> Result<A, E>;", "takes its argument"),
            ("fn a(x: A);", "both types"),
            ("fn a(x: A) -> Result<A>;", "both types"),
            ("fn a(x: A) -> Option<A>;", "both types"),
            ("fn a(x: A, y: B) -> Result<A, E>;", "behind its argument"),
            ("fn a(x: super::A) -> Result<A, E>;", "from `crate`"),
            (
                "fn a(x: A) -> Result<Vec<State>, E>;",
                "a `State` of its own",
            ),
        ] {
            let mistake = parsed(text).expect_err(text).to_string();
            assert!(mistake.contains(message), "{text}: {mistake}");
        }
    }
}
