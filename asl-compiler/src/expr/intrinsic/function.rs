//! The table of functions. Reference §4.

/// What a function wants as an argument, or what a literal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    String,
    Number,
    Bool,
    Null,
    Array,
    Object,
}

struct Row {
    function: Function,
    name: &'static str,
    /// Fewest and most arguments.
    arity: (usize, usize),
    /// Of the first arguments; any further one is [`Kind::Any`].
    kinds: &'static [Kind],
}

const MANY: usize = usize::MAX;

macro_rules! functions {
    ($($(#[doc = $doc:literal])+ $function:ident = $name:literal, $min:literal..=$max:expr, [$($kind:ident),*];)+) => {
        /// An intrinsic function.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Function {
            $($(#[doc = $doc])+ $function,)+
        }

        const TABLE: &[Row] = &[$(Row {
            function: Function::$function,
            name: $name,
            arity: ($min, $max),
            kinds: &[$(Kind::$kind),*],
        }),+];

        impl Function {
            fn row(self) -> &'static Row {
                &TABLE[self as usize]
            }
        }
    };
}

functions! {
    /// `States.Format(template, values...)`
    Format = "States.Format", 1..=MANY, [String];
    /// `States.StringToJson(string)`
    StringToJson = "States.StringToJson", 1..=1, [String];
    /// `States.JsonToString(value)`
    JsonToString = "States.JsonToString", 1..=1, [Any];
    /// `States.Array(values...)`
    Array = "States.Array", 0..=MANY, [];
    /// `States.ArrayPartition(array, size)`
    ArrayPartition = "States.ArrayPartition", 2..=2, [Array, Number];
    /// `States.ArrayContains(array, value)`
    ArrayContains = "States.ArrayContains", 2..=2, [Array, Any];
    /// `States.ArrayRange(first, last, step)`
    ArrayRange = "States.ArrayRange", 3..=3, [Number, Number, Number];
    /// `States.ArrayGetItem(array, index)`
    ArrayGetItem = "States.ArrayGetItem", 2..=2, [Array, Number];
    /// `States.ArrayLength(array)`
    ArrayLength = "States.ArrayLength", 1..=1, [Array];
    /// `States.ArrayUnique(array)`
    ArrayUnique = "States.ArrayUnique", 1..=1, [Array];
    /// `States.Base64Encode(string)`
    Base64Encode = "States.Base64Encode", 1..=1, [String];
    /// `States.Base64Decode(string)`
    Base64Decode = "States.Base64Decode", 1..=1, [String];
    /// `States.Hash(data, algorithm)`
    Hash = "States.Hash", 2..=2, [Any, String];
    /// `States.JsonMerge(first, second, deep)`
    JsonMerge = "States.JsonMerge", 3..=3, [Object, Object, Bool];
    /// `States.MathRandom(start, end)`, `States.MathRandom(start, end, seed)`
    MathRandom = "States.MathRandom", 2..=3, [Number, Number, Number];
    /// `States.MathAdd(first, second)`
    MathAdd = "States.MathAdd", 2..=2, [Number, Number];
    /// `States.StringSplit(string, delimiters)`
    StringSplit = "States.StringSplit", 2..=2, [String, String];
    /// `States.UUID()`
    Uuid = "States.UUID", 0..=0, [];
}

impl Function {
    /// As it is written, e.g. `States.UUID`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether it may yield a string, which Fail's `ErrorPath` and `CausePath` want. Reference §2.5.
    #[must_use]
    pub fn yields_string(self) -> bool {
        use Function::{
            ArrayGetItem, Base64Decode, Base64Encode, Format, Hash, JsonToString, Uuid,
        };
        matches!(
            self,
            Format | JsonToString | ArrayGetItem | Base64Encode | Base64Decode | Hash | Uuid
        )
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        TABLE
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.function)
    }

    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.name)
    }

    /// Fewest and most arguments.
    pub(super) fn arity(self) -> (usize, usize) {
        self.row().arity
    }

    /// What it wants as its `index`th argument.
    pub(super) fn kind(self, index: usize) -> Kind {
        self.row().kinds.get(index).copied().unwrap_or(Kind::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_function_and_its_name() {
        for row in TABLE {
            assert_eq!(row.function.name(), row.name);
            assert_eq!(Function::named(row.name), Some(row.function));
        }
        assert_eq!(TABLE.len(), 18);
    }

    #[test]
    fn seven_functions_may_yield_a_string() {
        assert_eq!(
            TABLE
                .iter()
                .filter(|row| row.function.yields_string())
                .count(),
            7
        );
    }
}
