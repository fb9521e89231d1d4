//! What most good values of a field look like: one test in place of its rules. A value that it does not accept is asked rule by rule.

use super::{Checks, Demand, Rule, Step};

/// A test that accepts only what the field's rules accept.
#[derive(Debug, Default)]
pub(crate) enum Shortcut {
    /// Nothing is accepted.
    #[default]
    None,
    /// A text that is not blank, of so many code points, which the rules at these places accept.
    Text {
        least: usize,
        most: usize,
        rules: Box<[usize]>,
    },
    /// An integer.
    Integer {
        least: i64,
        most: i64,
    },
    /// An integer, or a float that is finite.
    Number {
        least: i64,
        most: i64,
    },
    Boolean,
    /// So many entries.
    Array {
        least: usize,
        most: usize,
    },
}

/// What the rules of a field ask for, as far as there are shortcuts for it.
#[derive(Default)]
struct Wanted {
    required: bool,
    string: bool,
    integer: bool,
    numeric: bool,
    boolean: bool,
    array: bool,
    texts: Vec<usize>,
}

impl Wanted {
    /// Notes a rule; answers whether there may be a shortcut with it.
    fn note(&mut self, at: usize, rule: &Rule) -> bool {
        match rule {
            Rule::Demand(Demand::Required) => self.required = true,
            Rule::Size { .. } => {}
            Rule::String => self.string = true,
            Rule::Integer { .. } => self.integer = true,
            Rule::Numeric { .. } => self.numeric = true,
            Rule::Boolean { .. } => self.boolean = true,
            Rule::Array => self.array = true,
            Rule::Pattern { negated: false, .. } | Rule::In { negated: false, .. } | Rule::Format(_) | Rule::Url(_) => {
                self.texts.push(at);
            }
            Rule::Email(email) if email.callbacks.is_empty() => self.texts.push(at),
            _ => return false,
        }
        true
    }
}

impl Shortcut {
    /// The shortcut through some rules.
    pub(crate) fn of(checks: &Checks) -> Self {
        let mut wanted = Wanted::default();
        let (mut least, mut most) = (i64::MIN, i64::MAX);
        for (at, Step { rule, .. }) in checks.steps.iter().enumerate() {
            if !wanted.note(at, rule) {
                return Self::None;
            }
            if let Rule::Size { least: from, most: to } = rule {
                (least, most) = (least.max(*from), most.min(*to));
            }
        }
        let count = |bound: i64| usize::try_from(bound.max(0)).unwrap_or(usize::MAX);
        let Wanted { required, string, integer, numeric, boolean, array, texts } = wanted;
        let is_text = string || !texts.is_empty();
        match (is_text, integer, numeric, boolean, array) {
            (true, false, false, false, false) => {
                Self::Text { least: count(least), most: count(most), rules: texts.into() }
            }
            (false, true, _, false, false) => Self::Integer { least, most },
            (false, false, true, false, false) => Self::Number { least, most },
            (false, false, false, true, false) if (least, most) == (i64::MIN, i64::MAX) => Self::Boolean,
            (false, false, false, false, true) => {
                Self::Array { least: count(least).max(usize::from(required)), most: count(most) }
            }
            _ => Self::None,
        }
    }
}
