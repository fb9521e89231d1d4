//! Rules as the caller writes them, before they are compiled.

use crate::compile::is_any_of;

/// One entry of a field's rules.
#[derive(Clone, Debug)]
pub enum RuleSource<'a> {
    /// Rules in one text, `required|max:50`.
    Piped(&'a [u8]),
    /// One rule in a text, `max:50`; a `|` in it is its own.
    Text(&'a [u8]),
    /// A name and its parameters, each as text (PHP's string conversion; booleans as `true` and `false`, null as `NULL`).
    Parts(&'a [u8], Vec<Box<[u8]>>),
    /// A closure, by the number that the caller gave it.
    Closure(u32),
    /// `any_of`, by a name that [`is_any_of`](Self::is_any_of) knows: the value follows one of these lists.
    AnyOf(Vec<Vec<RuleSource<'a>>>),
}

impl RuleSource<'_> {
    /// Whether a rule of this name has lists of rules for parameters.
    #[must_use]
    pub fn is_any_of(name: &[u8]) -> bool {
        is_any_of(name)
    }
}
