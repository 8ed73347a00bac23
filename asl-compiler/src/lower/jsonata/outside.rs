//! What an expression finds outside of itself.

use proc_macro2::TokenStream;

/// Supplies the variables that are not the expression's own. All tokens are expressions of type `Item`, evaluated where
/// the variable is used; they may use `ev` and `?`.
pub trait Outside {
    /// The variable `$name`, with as many of the names behind it as it likes to resolve itself: for
    /// `$states.input.order` it is asked for `states` with `["input", "order"]`. Returns the item, and how many of the
    /// names it covers. `None` if there is no such variable: then it is a function of the library, or nothing.
    fn variable(&mut self, name: &str, names: &[&str]) -> Option<(TokenStream, usize)>;

    /// `$$`; `None` if there is no such thing.
    fn root(&mut self) -> Option<TokenStream>;

    /// Whether there is a context to begin with. The code around an expression then binds it to `c`.
    fn has_context(&self) -> bool;
}
