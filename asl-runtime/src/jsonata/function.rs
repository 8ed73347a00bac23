//! Functions as values, and calling them.

use std::fmt;

use super::{Error, Evaluation, Item, Regex, Result, Signature};

/// A function.
#[derive(Clone, Copy, Debug)]
pub enum Function<'a> {
    /// One of the library.
    Native(&'static Native),
    /// One of the expression's own.
    Lambda(&'a Lambda<'a>),
    /// A regular expression, which finds a match.
    Regex(&'a Regex),
    /// A call that a lambda has left to whoever called it, so that the stack does not grow. Never seen by expressions.
    TailCall(&'a TailCall<'a>),
}

/// A function of the library.
pub struct Native {
    /// Without `$`.
    pub name: &'static str,
    /// What it accepts.
    pub signature: Signature,
    /// How many arguments a function that calls it passes, at most.
    pub arity: usize,
    /// Computes it. The arguments fit the signature; those that are missing at the end are not there.
    pub body: for<'a> fn(&'a Evaluation, &[Item<'a>]) -> Result<'a>,
}

impl fmt::Debug for Native {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.name)
    }
}

/// A function of the expression's own.
pub struct Lambda<'a> {
    /// How many parameters it has.
    pub arity: usize,
    /// What it accepts: anything, without one.
    pub signature: Option<&'static Signature>,
    /// The context that it was made in, which stands in for a missing argument where the signature says so.
    pub context: Item<'a>,
    /// Computes it. Arguments may be missing, or too many.
    pub body: &'a (dyn Fn(&[Item<'a>]) -> Result<'a> + 'a),
}

impl fmt::Debug for Lambda<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "function/{}", self.arity)
    }
}

/// A call that has not been made yet.
#[derive(Debug)]
pub struct TailCall<'a> {
    /// What is called.
    pub procedure: Item<'a>,
    /// With what.
    pub arguments: &'a [Item<'a>],
    /// In which context.
    pub context: Item<'a>,
}

impl Function<'_> {
    /// How many arguments a function that calls it passes, at most.
    #[must_use]
    pub fn arity(self) -> usize {
        match self {
            Function::Native(native) => native.arity,
            Function::Lambda(lambda) => lambda.arity,
            Function::Regex(_) => 2,
            Function::TailCall(_) => 0,
        }
    }
}

impl Evaluation {
    /// Calls a function.
    ///
    /// # Errors
    /// T1006 when it is none, T041x when the arguments do not fit its signature, and its own.
    pub fn apply<'a>(
        &'a self,
        procedure: Item<'a>,
        arguments: &[Item<'a>],
        context: Item<'a>,
    ) -> Result<'a> {
        let mut result = self.apply_once(procedure, arguments, context)?;
        while let Item::Function(Function::TailCall(tail)) = result {
            result = self.apply_once(tail.procedure, tail.arguments, tail.context)?;
        }
        Ok(result)
    }

    fn apply_once<'a>(
        &'a self,
        procedure: Item<'a>,
        arguments: &[Item<'a>],
        context: Item<'a>,
    ) -> Result<'a> {
        self.spend(1)?;
        match procedure {
            Item::Function(Function::Native(native)) => self.native(native, arguments, context),
            Item::Function(Function::Lambda(lambda)) => {
                let validated = match lambda.signature {
                    Some(signature) => signature.validate(self, "", arguments, lambda.context)?,
                    None => arguments,
                };
                self.deeper(|| (lambda.body)(validated))
            }
            Item::Function(Function::Regex(regex)) => regex.call(self, arguments),
            _ => Err(Error::new("T1006", "Attempted to invoke a non-function")),
        }
    }

    /// Calls a function of the library.
    ///
    /// # Errors
    /// T041x when the arguments do not fit its signature, and its own.
    pub fn native<'a>(
        &'a self,
        native: &'static Native,
        arguments: &[Item<'a>],
        context: Item<'a>,
    ) -> Result<'a> {
        let arguments = native
            .signature
            .validate(self, native.name, arguments, context)?;
        (native.body)(self, arguments)
    }

    /// Makes a function.
    pub fn lambda<'a>(
        &'a self,
        arity: usize,
        signature: Option<&'static Signature>,
        context: Item<'a>,
        body: impl Fn(&[Item<'a>]) -> Result<'a> + Copy + 'a,
    ) -> Item<'a> {
        let body = self.keep(&[body]);
        Item::Function(Function::Lambda(self.made(Lambda {
            arity,
            signature,
            context,
            body: &body[0],
        })))
    }

    /// Leaves a call to whoever has called this lambda.
    pub fn tail_call<'a>(
        &'a self,
        procedure: Item<'a>,
        arguments: &[Item<'a>],
        context: Item<'a>,
    ) -> Item<'a> {
        Item::Function(Function::TailCall(self.made(TailCall {
            procedure,
            arguments: self.keep(arguments),
            context,
        })))
    }
}
