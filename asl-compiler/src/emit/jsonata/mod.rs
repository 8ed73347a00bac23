//! [`Plan`] of a JSONata expression to tokens.
//!
//! [`expression`] emits a Rust expression of type `Result<Item<'_>, jsonata::Error>`. It needs `ev` in scope, an
//! `&jsonata::Evaluation`, and `c`, an `Item`, if the [`Outside`](crate::lower::jsonata::Outside) that the plan was made
//! with says that there is a context. What becomes of the result is for the runtime to say: `jsonata::value(ev, result,
//! text, field)?` makes a `Value` of it or raises `States.QueryEvaluationError`; `jsonata::boolean`, `integer`, `number`,
//! `string`, `array` and `object` demand a type.
//!
//! ```text
//! let ev = &__rt::jsonata::Evaluation::new();        // .at(now).seeded(random) if the expression needs them
//! let result = ev.path(__rt::jsonata::Item::from(&raw), &["order", "total"]);
//! __rt::jsonata::value(ev, result, "$states.input.order.total", "Output")?
//! ```

mod call;
mod code;
mod construct;
mod operator;
mod path;
mod stream;
#[cfg(test)]
mod tests;

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

use crate::expr::jsonata::ast::Operator;
use crate::lower::jsonata::plan::{Binding, Block, Constant, Plan, Statement, Variable};
use code::{Code, fallible, sure};

/// Emits an expression.
#[must_use]
pub fn expression(plan: &Plan) -> TokenStream {
    let result = Emitter::default().settled(plan).result();
    if returns_early(result.clone()) {
        // A closure that is called at once, so that `?` ends the evaluation and nothing else.
        quote!((|| -> __rt::jsonata::Result<'_> { #result })())
    } else {
        result
    }
}

fn returns_early(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Group(group) => returns_early(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}

#[derive(Default)]
struct Emitter {
    /// The code emitted so far mentions the context that it is in.
    uses_context: bool,
}

impl Emitter {
    /// The value of an expression: a sequence of one item is that item.
    fn settled(&mut self, plan: &Plan) -> Code {
        if let Plan::Path(path) = plan
            && path::is_base(path)
        {
            return self.settled(&path.base);
        }
        let code = self.raw(plan);
        let yields_sequence = match plan {
            Plan::Path(path) => !path::is_names(path),
            Plan::Call { is_tail, .. } => !is_tail,
            Plan::Wildcard(_)
            | Plan::Descendants(_)
            | Plan::Pipe(..)
            | Plan::Filtered(..)
            | Plan::Binary(Operator::Range, ..) => true,
            _ => false,
        };
        if yields_sequence {
            let item = code.item();
            sure(quote!(#item.settled()))
        } else {
            code
        }
    }

    fn item(&mut self, plan: &Plan) -> TokenStream {
        self.settled(plan).item()
    }

    fn items<'p>(&mut self, plans: impl IntoIterator<Item = &'p Plan>) -> Vec<TokenStream> {
        plans.into_iter().map(|plan| self.item(plan)).collect()
    }

    /// The value of an expression, or a sequence that stands for it.
    fn raw(&mut self, plan: &Plan) -> Code {
        match plan {
            Plan::Undefined => sure(quote!(__rt::jsonata::Item::Undefined)),
            Plan::Constant(constant) => sure(constant_tokens(constant)),
            Plan::Regex { pattern, flags } => call::regex(pattern, flags),
            Plan::Context => sure(self.context()),
            Plan::Alone(plan) => self.with(plan, |item| sure(quote!(#item.alone(ev)))),
            Plan::Contexts(plan) => self.with(plan, |item| sure(quote!(ev.contexts(#item)))),
            Plan::Outside(tokens) => sure(tokens.clone()),
            Plan::Variable(variable) => sure(variable_tokens(variable)),
            Plan::Name(name) => {
                let context = self.context();
                fallible(quote!(ev.name(#context, #name)))
            }
            Plan::Wildcard(plan) => self.with(plan, |item| fallible(quote!(ev.wildcard(#item)))),
            Plan::Descendants(plan) => {
                self.with(plan, |item| fallible(quote!(ev.descendants(#item))))
            }
            Plan::Path(path) => self.path(path),
            Plan::Binary(operator, one, other) => self.binary(*operator, one, other),
            Plan::Concatenate(parts) => {
                let parts = self.items(parts);
                fallible(quote!(ev.concatenate(&[#(#parts),*])))
            }
            Plan::Negate(plan) => self.with(plan, |item| fallible(quote!(ev.negate(#item)))),
            Plan::Array {
                elements,
                is_constructor,
            } => self.array(elements, *is_constructor),
            Plan::Object { input, members } => self.object(input.as_deref(), members),
            Plan::Group { input, pairs } => self.group(input, pairs),
            Plan::Condition(condition, then, otherwise) => {
                let condition = self.condition(condition);
                let (then, otherwise) = (self.item(then), self.item(otherwise));
                sure(quote!(if #condition { #then } else { #otherwise }))
            }
            Plan::Block(block) => self.block(block),
            Plan::Bind(slot, plan) => self.with(plan, |item| sure(quote!(#slot.bind(#item)))),
            Plan::Lambda(lambda) => self.lambda(lambda),
            Plan::Call {
                procedure,
                arguments,
                context,
                is_tail,
            } => self.call(procedure, arguments, context, *is_tail),
            Plan::Partial {
                procedure,
                arguments,
            } => self.partial(procedure, arguments),
            Plan::Pipe(argument, function) => {
                let (argument, function) = (self.item(argument), self.item(function));
                fallible(quote!(ev.pipe(#argument, #function)))
            }
            Plan::Transform {
                clone,
                pattern,
                update,
                delete,
            } => self.transform(clone.as_ref(), [pattern, update, delete]),
            Plan::Filtered(input, filters) => {
                let input = self.raw(input);
                self.filtered(input, filters)
            }
            Plan::Kept(plan) => {
                let item = self.raw(plan).item();
                sure(quote!(#item.kept()))
            }
        }
    }

    fn with(&mut self, plan: &Plan, code: impl FnOnce(TokenStream) -> Code) -> Code {
        let item = self.item(plan);
        code(item)
    }

    fn context(&mut self) -> TokenStream {
        self.uses_context = true;
        quote!(c)
    }

    /// A closure over a context.
    fn closure(&mut self, body: impl FnOnce(&mut Self) -> Code) -> TokenStream {
        let (parameter, body) = self.in_context(body);
        let result = body.result();
        quote!(|#parameter| #result)
    }

    /// Code in a context of its own, and the pattern that binds that.
    fn in_context<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> (TokenStream, T) {
        let outside = std::mem::take(&mut self.uses_context);
        let body = body(self);
        let parameter = if self.uses_context {
            quote!(c)
        } else {
            quote!(_)
        };
        self.uses_context = outside;
        (parameter, body)
    }

    fn block(&mut self, block: &Block) -> Code {
        let statements = self.statements(block);
        let result = self.settled(&block.result);
        let tokens = result.tokens;
        Code {
            tokens: quote!({ #statements #tokens }),
            ..result
        }
    }

    fn statements(&mut self, block: &Block) -> TokenStream {
        let slots = block
            .slots
            .iter()
            .map(|slot| quote!(let #slot = ev.slot();));
        let statements = block.statements.iter().map(|statement| match statement {
            Statement::Let(local, value) => {
                let value = self.item(value);
                quote!(let #local = #value;)
            }
            Statement::Evaluate(Plan::Bind(slot, value)) => {
                let value = self.item(value);
                quote!(#slot.bind(#value);)
            }
            Statement::Evaluate(value) => {
                let value = self.item(value);
                quote!(let _ = #value;)
            }
        });
        quote!(#(#slots)* #(#statements)*)
    }
}

fn constant_tokens(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Null => quote!(__rt::jsonata::Item::Null),
        Constant::Bool(value) => quote!(__rt::jsonata::Item::Bool(#value)),
        Constant::Int(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(__rt::jsonata::Item::Int(#number))
        }
        Constant::Float(number) => {
            let number = Literal::f64_unsuffixed(*number);
            quote!(__rt::jsonata::Item::Float(#number))
        }
        Constant::String(text) => quote!(__rt::jsonata::Item::String(#text)),
    }
}

fn variable_tokens(Variable { slots, otherwise }: &Variable) -> TokenStream {
    let last = match otherwise {
        Binding::Nothing => None,
        Binding::Slot(slot) => Some(quote!(#slot.get().unwrap_or_default())),
        Binding::Local(local) => Some(quote!(#local)),
        Binding::Carried(tuple, name) => Some(quote!(#tuple.get(#name))),
        Binding::Outside(tokens) => Some(tokens.clone()),
        Binding::Native(native) => Some(quote!(__rt::jsonata::library::#native.item())),
    };
    match (slots.split_first(), last) {
        (None, None) => quote!(__rt::jsonata::Item::Undefined),
        (None, Some(last)) => last,
        (Some((first, rest)), None) => {
            quote!(#first.get() #(.or(#rest.get()))* .unwrap_or_default())
        }
        (Some((first, rest)), Some(last)) => {
            quote!(#first.get() #(.or(#rest.get()))* .unwrap_or(#last))
        }
    }
}
