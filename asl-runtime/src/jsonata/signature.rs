//! Signatures of functions, such as `<s-nn?:s>`: which arguments they accept.

use super::{Error, Evaluation, Item};

/// What a function accepts.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    parameters: [Parameter; MOST],
    count: usize,
}

/// A function of more parameters than these has no signature.
const MOST: usize = 12;

#[derive(Clone, Copy, Debug)]
struct Parameter {
    /// Letters of types, as bits.
    accepts: u8,
    /// It is `a`: what is no array becomes one.
    is_array: bool,
    /// `a<n>`: the elements' type, and whether that type has no parameter of its own.
    elements: Option<(u8, bool)>,
    or_context: bool,
    optional: bool,
    repeated: bool,
}

const MISSING: u8 = 128;

const NOTHING: Parameter = Parameter {
    accepts: MISSING,
    is_array: false,
    elements: None,
    or_context: false,
    optional: false,
    repeated: false,
};

/// The bits of a type's letter.
const fn bits(letter: u8) -> u8 {
    match letter {
        b'b' => 1,
        b'n' => 2,
        b's' => 4,
        b'l' => 8,
        b'a' => 16,
        b'o' => 32,
        b'f' => 64,
        b'm' => MISSING,
        b'u' => 1 | 2 | 4 | 8,
        b'j' => 1 | 2 | 4 | 8 | 16 | 32,
        _ => 1 | 2 | 4 | 8 | 16 | 32 | 64,
    }
}

impl Signature {
    /// Reads a signature that is known to be valid, with or without its angle brackets.
    #[must_use]
    pub const fn parse(text: &str) -> Signature {
        let text = text.as_bytes();
        let (mut parameters, mut count) = ([NOTHING; MOST], 0);
        let mut at = if !text.is_empty() && text[0] == b'<' {
            1
        } else {
            0
        };
        while at < text.len() && text[at] != b':' && text[at] != b'>' {
            match text[at] {
                b'-' => parameters[count - 1].or_context = true,
                b'?' => parameters[count - 1].optional = true,
                b'+' => parameters[count - 1].repeated = true,
                b'<' => {
                    parameters[count - 1].elements =
                        Some((bits(text[at + 1]), text[at + 2] == b'>'));
                    at = closing(text, at);
                }
                b'(' => {
                    let mut accepts = MISSING;
                    at += 1;
                    while text[at] != b')' {
                        accepts |= bits(text[at]);
                        at += 1;
                    }
                    parameters[count].accepts = accepts;
                    count += 1;
                }
                letter => {
                    parameters[count].is_array = letter == b'a';
                    // Anything can become an array of one.
                    let accepted = if letter == b'a' { b'x' } else { letter };
                    // A function is never missing, unless it is optional.
                    let missing = if letter == b'f' { 0 } else { MISSING };
                    parameters[count].accepts = bits(accepted) | missing;
                    count += 1;
                }
            }
            at += 1;
        }
        Signature { parameters, count }
    }
}

/// The bit of an item's type.
#[inline]
fn type_of(item: Item<'_>) -> u8 {
    bits(match item {
        Item::Undefined => b'm',
        Item::Null => b'l',
        Item::Bool(_) => b'b',
        Item::Int(_) | Item::Float(_) => b'n',
        Item::String(_) => b's',
        Item::Array(_) => b'a',
        Item::Object(_) => b'o',
        Item::Function(_) => b'f',
    })
}

impl Signature {
    /// The arguments as the function gets them: the context for one that may be missing, arrays where it takes arrays.
    /// `name` is the function's, for messages.
    ///
    /// # Errors
    /// T0410 where they do not fit, T0411 where the context does not, T0412 where an array's elements do not.
    pub(super) fn validate<'a: 'b, 'b>(
        &self,
        ev: &'a Evaluation,
        name: &str,
        arguments: &'b [Item<'a>],
        context: Item<'a>,
    ) -> Result<&'b [Item<'a>], Error> {
        let parameters = &self.parameters[..self.count];
        let (given, missing) = parameters.split_at(arguments.len().min(parameters.len()));
        let is_plain = arguments.len() == given.len()
            && given
                .iter()
                .zip(arguments)
                .all(|(one, other)| one.takes(*other))
            && missing.iter().all(|parameter| parameter.optional);
        if is_plain {
            return Ok(arguments);
        }
        let mut counts = [0; MOST];
        if let Err(index) = assign(parameters, arguments, &mut counts) {
            let message = format!(
                "Argument {index} of function \"{name}\" does not match function signature"
            );
            return Err(Error::new("T0410", message));
        }
        let mut validated = Vec::with_capacity(parameters.len());
        let mut at = 0;
        for (parameter, count) in parameters.iter().zip(counts) {
            if count == 0 && parameter.or_context {
                if parameter.accepts & type_of(context) == 0 {
                    let message = format!(
                        "Context value is not a compatible type with argument {} of function \"{name}\"",
                        at + 1
                    );
                    return Err(Error::new("T0411", message));
                }
                validated.push(context);
            } else if count == 0 {
                validated.push(arguments.get(at).copied().unwrap_or_default());
                at += 1;
            }
            for argument in &arguments[at.min(arguments.len())..(at + count).min(arguments.len())] {
                validated.push(parameter.accept(ev, name, at + 1, *argument)?);
                at += 1;
            }
        }
        Ok(ev.items(validated))
    }
}

impl Parameter {
    /// Whether it takes an argument as it is.
    #[inline]
    fn takes(&self, argument: Item<'_>) -> bool {
        match (argument, self.elements) {
            (Item::Array(array), Some((elements, _))) if self.is_array => {
                array.iter().all(|element| type_of(element) == elements)
            }
            (Item::Array(_), _) => self.accepts & type_of(argument) != 0,
            (single, _) => !self.is_array && self.accepts & type_of(single) != 0,
        }
    }

    fn accept<'a>(
        &self,
        ev: &'a Evaluation,
        name: &str,
        index: usize,
        argument: Item<'a>,
    ) -> Result<Item<'a>, Error> {
        if !self.is_array || argument.is_undefined() {
            return Ok(argument);
        }
        let fits = match (self.elements, argument) {
            (None, _) => true,
            (Some((elements, _)), Item::Array(array)) => {
                array.iter().all(|element| type_of(element) == elements)
            }
            (Some((elements, is_simple)), item) => is_simple && type_of(item) == elements,
        };
        if !fits {
            let elements = self.elements.map_or("", |(elements, _)| plural(elements));
            let message =
                format!("Argument {index} of function \"{name}\" must be an array of {elements}");
            return Err(Error::new("T0412", message));
        }
        Ok(match argument {
            Item::Array(_) => argument,
            single => Item::Array(super::Array::items(ev.keep(&[single]))),
        })
    }
}

/// How many arguments each parameter takes: as many as it can, as long as the rest fits. `Err` is the number of the first
/// argument that does not.
fn assign(
    parameters: &[Parameter],
    arguments: &[Item<'_>],
    counts: &mut [usize],
) -> Result<(), usize> {
    let Some((parameter, rest)) = parameters.split_first() else {
        return if arguments.is_empty() { Ok(()) } else { Err(1) };
    };
    let fitting = arguments
        .iter()
        .take_while(|argument| parameter.accepts & type_of(**argument) != 0)
        .count();
    let most = if parameter.repeated {
        fitting
    } else {
        fitting.min(1)
    };
    let least = usize::from(!parameter.optional && !parameter.or_context);
    let mut furthest = 0;
    for count in (least..=most).rev() {
        counts[0] = count;
        match assign(rest, &arguments[count..], &mut counts[1..]) {
            Ok(()) => return Ok(()),
            Err(index) => furthest = furthest.max(count + index),
        }
    }
    Err(furthest.max(1))
}

fn plural(bits: u8) -> &'static str {
    match bits {
        1 => "booleans",
        2 => "numbers",
        4 => "strings",
        16 => "arrays",
        32 => "objects",
        64 => "functions",
        _ => "values",
    }
}

/// Where the bracket that opens here is closed.
const fn closing(text: &[u8], open: usize) -> usize {
    let (mut at, mut depth) = (open, 0);
    loop {
        match text[at] {
            b'<' => depth += 1,
            b'>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
        at += 1;
    }
}
