//! A JSONata expression in which every name has been resolved. The emitter writes it down.
//!
//! Emitted code evaluates in `ev`, an `&Evaluation`; the context of the moment, where there is one, is the item `c`.

use proc_macro2::{Ident, TokenStream};

use crate::expr::jsonata::ast::Operator;

/// How an item is made.
#[derive(Clone, Debug)]
pub enum Plan {
    /// Nothing.
    Undefined,
    /// `42`
    Constant(Constant),
    /// `/a+/i`
    Regex {
        /// Between the slashes.
        pattern: String,
        /// E.g. `i`.
        flags: String,
    },
    /// `$`, e.g. `c`.
    Context,
    /// One item, even if it is an array: `item.alone(ev)`.
    Alone(Box<Plan>),
    /// The contexts of a path's first step: `ev.contexts(item)`.
    Contexts(Box<Plan>),
    /// What comes from outside, e.g. `Item::from(&raw)`.
    Outside(TokenStream),
    /// `$x`
    Variable(Variable),
    /// A member of the context.
    Name(String),
    /// `*` of an item.
    Wildcard(Box<Plan>),
    /// `**` of an item.
    Descendants(Box<Plan>),
    /// `a.b[0]`
    Path(Box<PathPlan>),
    /// `a + b`
    Binary(Operator, Box<Plan>, Box<Plan>),
    /// `a & b & c`
    Concatenate(Vec<Plan>),
    /// `-a`
    Negate(Box<Plan>),
    /// `[a, b]`
    Array {
        /// The elements, and whether each stays an element when it is an array.
        elements: Vec<(Plan, bool)>,
        /// A path does not flatten it.
        is_constructor: bool,
    },
    /// `{'k': v}` with keys that are known and differ.
    Object {
        /// What is grouped: the context of the values, unless that is the context anyway.
        input: Option<Box<Plan>>,
        /// The members.
        members: Vec<(String, Plan)>,
    },
    /// `input{k: v}`
    Group {
        /// What is grouped.
        input: Box<Plan>,
        /// Keys and values, both in the context of what is grouped.
        pairs: Vec<(Plan, Plan)>,
    },
    /// `if ? then : otherwise`
    Condition(Box<Plan>, Box<Plan>, Box<Plan>),
    /// `(a; b)`
    Block(Block),
    /// `$x := value`, of a variable that lives in a slot.
    Bind(Ident, Box<Plan>),
    /// `function($x) { body }`
    Lambda(Box<LambdaPlan>),
    /// `$f(a)`
    Call {
        /// What is called.
        procedure: Procedure,
        /// With what.
        arguments: Vec<Plan>,
        /// What may stand in for an argument that is missing.
        context: Box<Plan>,
        /// It is left to the caller of the lambda that it ends.
        is_tail: bool,
    },
    /// `$f(?, b)`
    Partial {
        /// What is called.
        procedure: Procedure,
        /// With what; `None` for what is still missing.
        arguments: Vec<Option<Plan>>,
    },
    /// `a ~> $f`
    Pipe(Box<Plan>, Box<Plan>),
    /// `| pattern | update, delete |`
    Transform {
        /// The expression's own `$clone`.
        clone: Option<Variable>,
        /// In the context of the copy.
        pattern: Box<Plan>,
        /// In the context of each match.
        update: Box<Plan>,
        /// In the context of each match.
        delete: Box<Plan>,
    },
    /// `a[...]` of something that is no path.
    Filtered(Box<Plan>, Vec<Filter>),
    /// `a[]` of something that is no path.
    Kept(Box<Plan>),
}

/// An item that is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// `42`
    Int(i64),
    /// `1.5`
    Float(f64),
    /// `'text'`
    String(String),
}

/// Where the value of a variable is found.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Slots that may not be bound yet: the first that is holds the value.
    pub slots: Vec<Ident>,
    /// Where it is found otherwise.
    pub otherwise: Binding,
}

/// What a name is bound to.
#[derive(Clone, Debug)]
pub enum Binding {
    /// Nothing.
    Nothing,
    /// A slot that is bound for certain, e.g. `x_v0`.
    Slot(Ident),
    /// A Rust variable, e.g. `x_v0`.
    Local(Ident),
    /// The context of a path carries it: the tuple, e.g. `t0`, and the name there.
    Carried(Ident, String),
    /// It comes from outside.
    Outside(TokenStream),
    /// A function of the library, e.g. `SUM`.
    Native(Ident),
}

/// What is called.
#[derive(Clone, Debug)]
pub enum Procedure {
    /// A function of the library, e.g. `SUM`.
    Native(Ident),
    /// Whatever an expression yields.
    Computed {
        /// The expression.
        plan: Box<Plan>,
        /// The variable that was probably meant, where the expression is a name.
        misnamed: Option<String>,
    },
}

/// `[...]`
#[derive(Clone, Debug)]
pub enum Filter {
    /// `[0]`
    Index(i64),
    /// `[a > 1]`, in the context of each item.
    Predicate(Plan),
}

/// A path.
#[derive(Clone, Debug)]
pub struct PathPlan {
    /// What the first of the steps starts from.
    pub base: Plan,
    /// It starts from an array constructor, which ends it if it is empty.
    pub from_constructor: bool,
    /// Steps that carry no bindings.
    pub steps: Vec<Step>,
    /// Steps that do, after those.
    pub stream: Option<StreamPlan>,
    /// `[]` in it.
    pub keeps_singleton: bool,
}

/// A step.
#[derive(Clone, Debug)]
pub enum Step {
    /// `a.b`
    Names(Vec<String>),
    /// Anything, in the context of each item, and the filters behind it.
    Each(Plan, Vec<Filter>),
    /// `^(>a, b)`: whether each term is descending; and the filters behind it.
    Sort(Vec<(bool, Plan)>, Vec<Filter>),
}

/// Steps that carry bindings.
#[derive(Clone, Debug)]
pub struct StreamPlan {
    /// What the tuples are called in their contexts, e.g. `t0`.
    pub tuple: Ident,
    /// The names that its contexts carry in the end.
    pub carries: Vec<String>,
    /// In order.
    pub steps: Vec<StreamStep>,
    /// `{k: v}` behind the path.
    pub group: Option<Vec<(Plan, Plan)>>,
}

/// A step that carries bindings.
#[derive(Clone, Debug)]
pub enum StreamStep {
    /// Anything.
    Each {
        /// In the context of each tuple.
        plan: Plan,
        /// `@$v`
        focus: Option<String>,
        /// `#$i`
        index: Option<String>,
        /// Names for what `%` means.
        ancestors: Vec<String>,
    },
    /// A path in parentheses, whose bindings go on: a block that ends with it, and the filters behind that.
    Nested(Block, Vec<StreamStep>),
    /// `^(>a, b)`
    Sort(Vec<(bool, Plan)>),
    /// `[...]`
    Filter(Filter),
    /// `#$i` behind a filter.
    Numbered(String),
}

/// A scope and what is evaluated in it.
#[derive(Clone, Debug)]
pub struct Block {
    /// The variables that live in slots, e.g. `x_v0`.
    pub slots: Vec<Ident>,
    /// What comes before the last.
    pub statements: Vec<Statement>,
    /// The last.
    pub result: Box<Plan>,
}

impl Block {
    /// The block, or what it comes to without variables.
    #[must_use]
    pub fn into_plan(self) -> Plan {
        if self.slots.is_empty() && self.statements.is_empty() {
            *self.result
        } else {
            Plan::Block(self)
        }
    }
}

/// What is evaluated for what it binds.
#[derive(Clone, Debug)]
pub enum Statement {
    /// `$x := value`, of a Rust variable.
    Let(Ident, Plan),
    /// Anything else.
    Evaluate(Plan),
}

/// A function.
#[derive(Clone, Debug)]
pub struct LambdaPlan {
    /// E.g. `x_v0`; `None` for those that are not used.
    pub parameters: Vec<Option<Ident>>,
    /// E.g. `<n-:n>`.
    pub signature: Option<String>,
    /// What may stand in for an argument that is missing.
    pub context: Plan,
    /// What it computes.
    pub body: Plan,
}
