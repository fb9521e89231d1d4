//! What a check found: failures by number, with their places, and the places that drop out. Takes no memory while nothing fails.

use crate::input::Array;
use crate::messages::{Context, Payload};
use crate::schema::Schema;
use std::collections::HashSet;

/// Which of the texts of a rule is meant: those of a size rule differ by what the value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Variant {
    /// A number, or a field that is to be one.
    Numeric,
    /// A text, and whatever is neither of the others.
    #[default]
    String,
    /// A list or a map.
    Array,
}

/// A failure as it is recorded.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) field: usize,
    pub(crate) rule: usize,
    /// The field that says what the keys stand for.
    pub(crate) guide: usize,
    pub(crate) variant: Variant,
    /// The place, in the bytes of the report.
    pub(crate) path: (usize, usize),
    /// The keys that the wildcards stand for, among the report's keys.
    pub(crate) keys: (usize, usize),
    pub(crate) messages: Vec<Box<[u8]>>,
}

/// What a check found. May be used again and again.
#[derive(Debug, Default)]
pub struct Report {
    pub(crate) records: Vec<Record>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) keys: Vec<(usize, usize)>,
    pub(crate) excluded: HashSet<Box<[u8]>>,
}

impl Report {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.records.clear();
        self.bytes.clear();
        self.keys.clear();
        self.excluded.clear();
    }

    /// Whether nothing failed.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.records.is_empty()
    }

    /// How many failures there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing failed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_ok()
    }

    /// The failures in their order, by the schema that the check was made by.
    #[must_use]
    pub fn failures<'r>(&'r self, schema: &'r Schema) -> impl ExactSizeIterator<Item = Failure<'r>> + Clone {
        self.records.iter().map(move |record| Failure { report: self, schema, record })
    }
}

/// Something that failed.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'r> {
    report: &'r Report,
    schema: &'r Schema,
    record: &'r Record,
}

impl<'r> Failure<'r> {
    /// The place in the data: its keys, joined by dots.
    #[must_use]
    pub fn path(&self) -> &'r [u8] {
        self.report.bytes.get(self.record.path.0..self.record.path.1).unwrap_or_default()
    }

    /// The path of the field that the rule was given for, as it was written.
    #[must_use]
    pub fn pattern(&self) -> &'r [u8] {
        self.schema.pattern(self.record.field)
    }

    /// The rule's name in snake case; `closure` for a closure.
    #[must_use]
    pub fn rule(&self) -> &'r str {
        self.schema.rule_name(self.record.field, self.record.rule)
    }

    /// Which of the rule's texts is meant.
    #[must_use]
    pub fn variant(&self) -> Variant {
        self.record.variant
    }

    /// The keys that the wildcards of the pattern stand for.
    #[must_use]
    pub fn wildcard_keys(&self) -> impl ExactSizeIterator<Item = &'r [u8]> + Clone {
        let report = self.report;
        let keys = report.keys.get(self.record.keys.0..self.record.keys.1).unwrap_or_default();
        keys.iter().map(move |&(start, end)| report.bytes.get(start..end).unwrap_or_default())
    }

    /// The rule's parameters, wildcards in the names of other fields replaced.
    #[must_use]
    pub fn parameters(&self) -> Vec<Vec<u8>> {
        self.schema.parameters(self.record.field, self.record.rule, self.wildcard_keys())
    }

    /// The templates that a closure or a callback gave. Empty if the rule's own is to be used.
    #[must_use]
    pub fn templates(&self) -> &'r [Box<[u8]>] {
        &self.record.messages
    }

    /// How many messages there are: one, unless a closure gave more.
    #[must_use]
    pub fn message_count(&self) -> usize {
        self.record.messages.len().max(1)
    }

    /// Appends one of the messages; `data` is what was checked.
    pub fn write_message<'a, A: Array<'a>>(&self, at: usize, data: A, out: &mut Vec<u8>) {
        let Some(text) = self.schema.text(self.record.field, self.record.rule) else { return };
        if text.fields == 0 {
            self.write(at, &text.parameters, data, out);
        } else {
            self.write(at, &self.parameters(), data, out);
        }
    }

    fn write<'a, A: Array<'a>, P: AsRef<[u8]>>(&self, at: usize, parameters: &[P], data: A, out: &mut Vec<u8>) {
        let Self { schema, record, .. } = self;
        let (pattern, path, variant) = (self.pattern(), self.path(), self.variant());
        let data = &Payload::new(data, schema.pattern(record.guide), self.wildcard_keys());
        let context = Context { pattern, path, variant, parameters, data };
        if let Some(template) = record.messages.get(at) {
            schema.messages.render_text(template, self.rule(), &context, out);
        } else if let Some(message) = schema.message(record.field, record.rule, variant) {
            schema.messages.render(message, &context, out);
        }
    }
}
