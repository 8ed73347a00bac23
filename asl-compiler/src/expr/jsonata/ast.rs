//! The tree of a JSONata expression. Reference §6, appendix B.
//!
//! It is the tree after the structure of paths has been worked out: `a.b[0]` is one [`Path`] with two steps, of which
//! the second has a stage, and every `%` knows the step whose context it means. Names of variables are not resolved yet.

use crate::source::Span;

/// An expression with its place in the expression's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, without the predicates and the grouping unless it is a path.
    pub span: Span,
    /// `[...]` behind something that is not a path: filters and indices, each over the result of the one before.
    pub predicates: Vec<Expr>,
    /// `{...}` behind something: groups the result.
    pub group: Option<Group>,
    /// `[]` behind it: a single result stays an array.
    pub keep_array: bool,
}

impl Expr {
    /// An expression with nothing behind it.
    #[must_use]
    pub fn new(kind: Kind, span: Span) -> Self {
        Expr {
            kind,
            span,
            predicates: Vec::new(),
            group: None,
            keep_array: false,
        }
    }

    /// Whether a path that begins with this evaluates it once, in all of the path's context, rather than in each item.
    #[must_use]
    pub fn is_constructor(&self) -> bool {
        match &self.kind {
            Kind::Array { is_constructor, .. } => *is_constructor,
            Kind::Block(parts) => parts.iter().any(|part| match &part.kind {
                Kind::Path(path) => path
                    .steps
                    .first()
                    .is_some_and(|step| step.expr.is_constructor()),
                _ => part.is_constructor(),
            }),
            _ => false,
        }
    }
}

/// The kinds of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `'text'`
    String(String),
    /// `42`, `-1.5`, as JSON writes it.
    Number(String),
    /// `true`
    Bool(bool),
    /// `null`
    Null,
    /// `/a+/i`
    Regex {
        /// Between the slashes.
        pattern: String,
        /// `i` and `m`, in the order of the text.
        flags: String,
    },
    /// A field. Only as a step: a name alone is a path of one step.
    Name(String),
    /// `*`
    Wildcard,
    /// `**`
    Descendants,
    /// `%`: what the step with this label among its [`Step::ancestors`] was evaluated in. Undefined if no step has the
    /// label, which happens where the reference implementation forgets to look: `$f(function() { %.a })`.
    Parent(Label),
    /// `$`
    Context,
    /// `$$`
    Root,
    /// `$name`
    Variable(String),
    /// `a.b[0]`
    Path(Path),
    /// `a + b`
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `-a`, of something that is not a number literal.
    Negate(Box<Expr>),
    /// `[a, b]`
    Array {
        /// The elements.
        elements: Vec<Expr>,
        /// It is the first or last step of a path: its result is not flattened into the path's.
        is_constructor: bool,
    },
    /// `{k: v}`
    Object(Vec<(Expr, Expr)>),
    /// `if ? then : otherwise`
    Condition {
        /// The test.
        condition: Box<Expr>,
        /// When it holds.
        then: Box<Expr>,
        /// When it does not; undefined without it.
        otherwise: Option<Box<Expr>>,
    },
    /// `(a; b)`: a scope of its own; the value of the last.
    Block(Vec<Expr>),
    /// `$name := value`. `$` alone has the empty name, and binding it changes nothing.
    Bind(String, Box<Expr>),
    /// `function($a, $b)<nn:n> { body }`
    Lambda(Box<Lambda>),
    /// `$f(a, b)`
    Call(Call),
    /// `$f(?, b)`: a function of the arguments that are `None`.
    Partial {
        /// What is called.
        procedure: Box<Expr>,
        /// The arguments given.
        arguments: Vec<Option<Expr>>,
    },
    /// `a ~> $f`
    Apply(Box<Expr>, Box<Expr>),
    /// `| pattern | update, delete |`: a function.
    Transform {
        /// What is changed.
        pattern: Box<Expr>,
        /// Members to set.
        update: Box<Expr>,
        /// Members to remove.
        delete: Option<Box<Expr>>,
    },
    /// `^(>a, b)`. Only as a step.
    Sort(Vec<Term>),
}

/// A location path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// At least one.
    pub steps: Vec<Step>,
    /// `[]` in it: a single result stays an array.
    pub keep_singleton: bool,
    /// An enclosing path goes on with this one's bindings: what `%` needs when its step lies in parentheses.
    pub keeps_tuples: bool,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is evaluated in each context.
    pub expr: Expr,
    /// `[...]` and `#$i` behind it, in order.
    pub stages: Vec<Stage>,
    /// `@$name`: binds each result and stays in the old context.
    pub focus: Option<String>,
    /// `#$name` without stages before it: binds each result's position.
    pub index: Option<String>,
    /// Binds the step's context for the `%`s with these labels.
    pub ancestors: Vec<Label>,
    /// The path carries bindings from here on.
    pub tuple: bool,
}

impl Step {
    /// A step with nothing behind it.
    #[must_use]
    pub fn new(expr: Expr) -> Self {
        Step {
            expr,
            stages: Vec::new(),
            focus: None,
            index: None,
            ancestors: Vec::new(),
            tuple: false,
        }
    }
}

/// Behind a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// `[expr]`
    Filter(Expr),
    /// `#$name`
    Index(String),
}

/// Tells the `%`s of an expression apart: each has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub u32);

/// `{key: value, ...}` behind an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its pairs.
    pub pairs: Vec<(Expr, Expr)>,
    /// Where it stands.
    pub span: Span,
}

/// A term of `^(...)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// `>`
    pub descending: bool,
    /// What is compared.
    pub expr: Expr,
}

/// A function of the expression's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// Without `$`.
    pub parameters: Vec<String>,
    /// `<nn:n>`, known to be valid.
    pub signature: Option<String>,
    /// What it computes.
    pub body: Expr,
}

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What is called.
    pub procedure: Box<Expr>,
    /// With what.
    pub arguments: Vec<Expr>,
    /// It is the last thing that a lambda does: it must not grow the stack.
    pub is_tail: bool,
}

/// Infix operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `&`
    Concatenate,
    /// `..`
    Range,
    /// `in`
    In,
    /// `and`
    And,
    /// `or`
    Or,
}
