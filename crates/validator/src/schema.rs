//! The compiled form of rules: fields with their flags and rules. Nothing of a payload or a binding is in it.

mod rule;
mod shortcut;

pub(crate) use rule::{
    AnyOf, CONFIRMATION, Cast, Choices, Comparison, Condition, DateOperand, Demand, EmailRule, Enumeration, Expected,
    Format, Number, Operand, Other, Rule, UrlRule, Want,
};

pub(crate) use shortcut::Shortcut;

use crate::messages::{Message, Messages};
use crate::path::{Part, Path};
use crate::projection::Tree;
use crate::report::Variant;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Rules, compiled. It never changes and may be shared by threads.
#[derive(Debug)]
pub struct Schema {
    /// Those without wildcards, then those with.
    pub(crate) fields: Box<[Field]>,
    pub(crate) asks_host: bool,
    pub(crate) tree: Tree,
    pub(crate) messages: Messages,
}

/// A field and what is asked of it.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) path: Path,
    pub(crate) checks: Checks,
    pub(crate) shortcut: Shortcut,
    pub(crate) texts: Box<[RuleText]>,
    /// Fields before this one that may name the same places: those check them.
    pub(crate) earlier: Box<[usize]>,
    /// Fields behind this one that may name the same places: their rules are asked here as well.
    pub(crate) later: Box<[usize]>,
    /// Another field may exclude this one.
    pub(crate) may_be_excluded: bool,
    /// None of the three above.
    pub(crate) is_alone: bool,
}

/// Rules that are asked of one value, and what holds for all of them.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    pub(crate) steps: Box<[Step]>,
    pub(crate) flags: Flags,
    /// The formats of the first `date_format` among the rules.
    pub(crate) date_formats: Option<Box<[Box<[u8]>]>>,
}

/// What rules say about a field as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Flags {
    pub(crate) bail: bool,
    pub(crate) sometimes: bool,
    pub(crate) nullable: bool,
    /// Sizes are those of numbers.
    pub(crate) is_numeric: bool,
    /// There is an `array` rule.
    pub(crate) is_array: bool,
    /// There is a `list` rule.
    pub(crate) is_list: bool,
    /// Some rule is asked of absent and blank values too.
    pub(crate) is_always_asked: bool,
}

impl Flags {
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            bail: self.bail || other.bail,
            sometimes: self.sometimes || other.sometimes,
            nullable: self.nullable || other.nullable,
            is_numeric: self.is_numeric || other.is_numeric,
            is_array: self.is_array || other.is_array,
            is_list: self.is_list || other.is_list,
            is_always_asked: self.is_always_asked || other.is_always_asked,
        }
    }
}

/// A rule, and when it is asked.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) class: Class,
    pub(crate) rule: Rule,
}

/// When a rule is asked. One bit each, so that several make a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Of values that are there.
    Plain = 1,
    /// Of values that are there, unless the field has failed already.
    Unfailed = 2,
    /// Of absent and blank values too; nothing more is asked once it fails.
    Implicit = 4,
    /// Always; it does not fail, it excludes.
    Exclude = 8,
}

/// How a rule was written.
#[derive(Debug)]
pub(crate) struct RuleText {
    pub(crate) name: Cow<'static, str>,
    pub(crate) parameters: Box<[Box<[u8]>]>,
    /// So many of the parameters, from the first on, are names of fields.
    pub(crate) fields: usize,
    /// Its messages by variant, looked up when they are first asked for.
    pub(crate) messages: [OnceLock<Message>; 3],
}

impl RuleText {
    pub(crate) fn new(name: Cow<'static, str>, parameters: Box<[Box<[u8]>]>, fields: usize) -> Self {
        Self { name, parameters, fields, messages: Default::default() }
    }
}

impl Schema {
    /// The schema with texts of the caller's.
    #[must_use]
    pub fn with_messages(mut self, messages: Messages) -> Self {
        self.messages = messages;
        let texts = self.fields.iter_mut().flat_map(|field| &mut field.texts);
        texts.for_each(|text| text.messages = Default::default());
        self
    }

    /// Whether a check may ask its host for something.
    #[must_use]
    pub fn asks_host(&self) -> bool {
        self.asks_host
    }

    /// The first field with a closure or a callback among its rules, and that rule's name.
    #[must_use]
    pub fn first_callback(&self) -> Option<(&[u8], &str)> {
        let mut fields = self.fields.iter();
        fields.find_map(|field| Some((field.path.text(), field.checks.first_callback(&field.texts)?)))
    }

    pub(crate) fn pattern(&self, field: usize) -> &[u8] {
        self.fields.get(field).map(|field| field.path.text()).unwrap_or_default()
    }

    pub(crate) fn text(&self, field: usize, rule: usize) -> Option<&RuleText> {
        self.fields.get(field)?.texts.get(rule)
    }

    pub(crate) fn rule_name(&self, field: usize, rule: usize) -> &str {
        self.text(field, rule).map(|text| &*text.name).unwrap_or_default()
    }

    /// The template of a rule.
    pub(crate) fn message(&self, field: usize, rule: usize, variant: Variant) -> Option<&Message> {
        let text = self.text(field, rule)?;
        let at = match variant {
            Variant::Numeric => 0,
            Variant::String => 1,
            Variant::Array => 2,
        };
        let resolve = || self.messages.resolve(self.pattern(field), &text.name, variant);
        text.messages.get(at).map(|message| message.get_or_init(resolve))
    }

    pub(crate) fn parameters<'k>(
        &self,
        field: usize,
        rule: usize,
        keys: impl Iterator<Item = &'k [u8]> + Clone,
    ) -> Vec<Vec<u8>> {
        let Some(text) = self.text(field, rule) else { return Vec::new() };
        let parameters = text.parameters.iter().enumerate();
        parameters
            .map(|(at, parameter)| if at < text.fields { replace(parameter, keys.clone()) } else { parameter.to_vec() })
            .collect()
    }
}

/// The path of another field with keys in place of its wildcards.
fn replace<'k>(path: &[u8], mut keys: impl Iterator<Item = &'k [u8]>) -> Vec<u8> {
    if !path.contains(&b'*') {
        return path.to_vec();
    }
    let mut replaced = Vec::with_capacity(path.len() + 8);
    for (at, segment) in path.split(|&byte| byte == b'.').enumerate() {
        if at > 0 {
            replaced.push(b'.');
        }
        let key = if segment == b"*" { keys.next() } else { None };
        replaced.extend_from_slice(key.unwrap_or(segment));
    }
    replaced
}

impl Field {
    pub(crate) fn parts(&self) -> &[Part] {
        self.path.parts()
    }
}
