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

impl Native {
    /// It as a value.
    #[must_use]
    pub fn item<'a>(&'static self) -> Item<'a> {
        Item::Function(Function::Native(self))
    }
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

    /// Whether both are the same function.
    #[must_use]
    pub fn is(self, other: Function<'_>) -> bool {
        match (self, other) {
            (Function::Native(one), Function::Native(other)) => std::ptr::eq(one, other),
            (Function::Lambda(one), Function::Lambda(other)) => {
                std::ptr::addr_eq(std::ptr::from_ref(one), std::ptr::from_ref(other))
            }
            (Function::Regex(one), Function::Regex(other)) => std::ptr::eq(one, other),
            _ => false,
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

    /// What a call is about to call, if that is a name without `$`: it is likely that of a function.
    ///
    /// # Errors
    /// `code` where it is undefined.
    pub fn misnamed<'a>(
        &'a self,
        procedure: Item<'a>,
        code: &'static str,
        name: &str,
    ) -> Result<'a> {
        let what = match (procedure, code) {
            (Item::Undefined, "T1007") => "partially apply",
            (Item::Undefined, _) => "invoke",
            (procedure, _) => return Ok(procedure),
        };
        let message = format!("Attempted to {what} a non-function. Did you mean ${name}?");
        Err(Error::new(code, message))
    }

    /// `$f(?, b)`: a function of the arguments that are `None`.
    ///
    /// # Errors
    /// T1008 when it is no function.
    pub fn partial<'a>(
        &'a self,
        arguments: &[Option<Item<'a>>],
        procedure: Item<'a>,
    ) -> Result<'a> {
        let arguments = match procedure {
            Item::Function(Function::Lambda(lambda)) => {
                &arguments[..lambda.arity.min(arguments.len())]
            }
            Item::Function(_) => arguments,
            _ => {
                let message = "Attempted to partially apply a non-function";
                return Err(Error::new("T1008", message));
            }
        };
        let given = self.keep(arguments);
        let missing = given.iter().filter(|argument| argument.is_none()).count();
        let body = move |rest: &[Item<'a>]| {
            let mut rest = rest.iter().copied();
            let all = given
                .iter()
                .map(|argument| argument.unwrap_or_else(|| rest.next().unwrap_or_default()));
            let all = self.items(all);
            match procedure {
                // Its signature is gone.
                Item::Function(Function::Lambda(lambda)) => self.deeper(|| (lambda.body)(all)),
                procedure => self.apply(procedure, all, Item::Undefined),
            }
        };
        Ok(self.function(missing, None, Item::Undefined, body))
    }

    /// `a ~> $f`: applies a function, or makes one of two.
    ///
    /// # Errors
    /// T2006 when the right side is no function, and as [`Evaluation::apply`].
    pub fn pipe<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        match (one, other) {
            (Item::Function(_), Item::Function(_)) => {
                Ok(self.lambda(None, Item::Undefined, move |[argument]| {
                    let argument = self.apply(one, &[argument], Item::Undefined)?.settled();
                    Ok(self.tail_call(other, &[argument], Item::Undefined))
                }))
            }
            (argument, Item::Function(_)) => self.apply(other, &[argument], Item::Undefined),
            _ => {
                let message =
                    "The right side of the function application operator ~> must be a function";
                Err(Error::new("T2006", message))
            }
        }
    }

    /// Makes a function of `N` parameters.
    pub fn lambda<'a, const N: usize>(
        &'a self,
        signature: Option<&'static Signature>,
        context: Item<'a>,
        body: impl Fn([Item<'a>; N]) -> Result<'a> + Copy + 'a,
    ) -> Item<'a> {
        self.function(N, signature, context, move |arguments| {
            let argument = |at| arguments.get(at).copied().unwrap_or_default();
            body(std::array::from_fn(|at| argument(at).settled()))
        })
    }

    fn function<'a>(
        &'a self,
        arity: usize,
        signature: Option<&'static Signature>,
        context: Item<'a>,
        body: impl Fn(&[Item<'a>]) -> Result<'a> + Copy + 'a,
    ) -> Item<'a> {
        let body = &self.keep(&[body])[0];
        Item::Function(Function::Lambda(self.made(Lambda {
            arity,
            signature,
            context,
            body,
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
