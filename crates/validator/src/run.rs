//! Checks data by a schema: the loop over fields and their rules. What single rules ask is in the files beneath.

mod choice;
mod compare;
mod dates;
mod demand;
mod gather;
mod identity;
mod place;
mod scalar;
mod shortcut;
mod size;
mod subject;
mod text;
mod walk;

pub(crate) use scalar::{Buffer, text_of};
pub(crate) use text::{Casted, cast};

use crate::host::{Host, Verdict};
use crate::input::{Array, Value, View};
use crate::path::Path;
use crate::report::{Record, Report, Variant};
use crate::schema::{Checks, Class, Demand, Flags, Rule, RuleText, Schema, Step};
use gather::Memory;
use place::{Place, Spot};
use subject::Subject;

/// How a payload is checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Values are taken as JSON types them.
    pub strict: bool,
    /// No further field is looked at once one has failed.
    pub stop_on_first_failure: bool,
    /// The check ends with so many failures; 0 means no limit.
    pub max_errors: usize,
}

/// Why a check ends before its end.
pub(crate) enum Stop<E> {
    /// Enough is known.
    Enough,
    /// The host cannot go on.
    Host(E),
}

/// What rules answer.
type Answer<E> = Result<bool, Stop<E>>;

/// A check that is under way.
pub(crate) struct Run<'r, 'a, V: Value<'a>, H: Host<'a, V>> {
    schema: &'r Schema,
    root: V::Array,
    options: &'r Options,
    host: &'r mut H,
    report: &'r mut Report,
    /// Failures are only told, not recorded.
    is_silent: bool,
    has_failed: bool,
    /// What a callback said of the value that it refused last.
    refusal: Vec<Box<[u8]>>,
    /// What rules remember, by their slots and the paths that it is about.
    memories: Vec<((usize, *const Path, bool), Memory<'a>)>,
}

impl Schema {
    /// Checks data; what is found is put into the report, which is cleared before.
    ///
    /// # Errors
    /// Those of the host.
    pub fn check<'a, A: Array<'a>, H: Host<'a, A::Value>>(
        &self,
        data: A,
        options: &Options,
        host: &mut H,
        report: &mut Report,
    ) -> Result<(), H::Error> {
        report.clear();
        self.run::<A::Value, H>(data, options, host, report, false).map(|_| ())
    }

    /// Whether data follows the rules: ends at the first failure.
    ///
    /// # Errors
    /// Those of the host.
    pub fn passes<'a, A: Array<'a>, H: Host<'a, A::Value>>(
        &self,
        data: A,
        options: &Options,
        host: &mut H,
    ) -> Result<bool, H::Error> {
        self.run::<A::Value, H>(data, options, host, &mut Report::default(), true)
    }

    fn run<'a, V: Value<'a>, H: Host<'a, V>>(
        &self,
        data: V::Array,
        options: &Options,
        host: &mut H,
        report: &mut Report,
        is_silent: bool,
    ) -> Result<bool, H::Error> {
        let (refusal, memories) = (Vec::new(), Vec::new());
        let has_failed = false;
        let mut run = Run { schema: self, root: data, options, host, report, is_silent, has_failed, refusal, memories };
        match run.fields() {
            Ok(()) | Err(Stop::Enough) => Ok(!run.has_failed),
            Err(Stop::Host(error)) => Err(error),
        }
    }
}

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    fn fields(&mut self) -> Result<(), Stop<H::Error>> {
        for (index, field) in self.schema.fields.iter().enumerate() {
            self.field(index, field)?;
        }
        Ok(())
    }

    /// Checks one place of a field.
    #[inline(always)]
    fn place(&mut self, place: &Place<'_, 'a, V>, value: Option<V>) -> Result<(), Stop<H::Error>> {
        let field = place.field;
        if self.has_failed && self.options.stop_on_first_failure {
            return Err(Stop::Enough);
        }
        if !field.is_alone {
            return self.joined_place(place, value);
        }
        if value.is_some_and(|value| shortcut::accepts(field, value)) {
            return Ok(());
        }
        let mut subject = Subject::new(value, &field.checks);
        if subject.is_present() || field.checks.flags.is_always_asked {
            self.checks(&field.checks, &mut subject, &Spot::own(place))?;
        }
        Ok(())
    }

    /// Checks a place that other fields exclude or name as well: the first of these asks the rules of all.
    #[cold]
    fn joined_place(&mut self, place: &Place<'_, 'a, V>, value: Option<V>) -> Result<(), Stop<H::Error>> {
        let field = place.field;
        if field.may_be_excluded && !self.report.excluded.is_empty() && self.is_excluded(place) {
            return Ok(());
        }
        let fields = &self.schema.fields;
        let names_it = |index: &&usize| fields.get(**index).is_some_and(|field| place.is_of(&field.path, self.root));
        if field.earlier.iter().any(|index| names_it(&index)) {
            return Ok(());
        }
        let later: Vec<usize> = field.later.iter().filter(names_it).copied().collect();
        if later.is_empty() {
            let mut subject = Subject::new(value, &field.checks);
            return self.checks(&field.checks, &mut subject, &Spot::own(place)).map(|_| ());
        }
        let parts = || later.iter().filter_map(|&index| Some((index, fields.get(index)?)));
        // What is said of the field as a whole holds for all of its rules, whoever says it.
        let mut all =
            Checks { flags: field.checks.flags, date_formats: field.checks.date_formats.clone(), ..Checks::default() };
        for (_, part) in parts() {
            all.flags = all.flags.or(part.checks.flags);
            all.date_formats = all.date_formats.or_else(|| part.checks.date_formats.clone());
        }
        let mut subject = Subject::new(value, &all);
        let own = || std::iter::once((place.index, field)).chain(parts());
        let guide = own().map(|(_, field)| field).find(|field| field.path.has_wildcards()).unwrap_or(field);
        for (index, field) in own() {
            if !self.checks(&field.checks, &mut subject, &Spot { place, field, index, guide })? {
                break;
            }
        }
        Ok(())
    }

    /// Asks rules of a value; answers whether further ones are to be asked.
    #[inline(always)]
    fn checks(
        &mut self,
        checks: &Checks,
        subject: &mut Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> Answer<H::Error> {
        for (at, step) in checks.steps.iter().enumerate() {
            if !subject.is_asked(step.class) {
                continue;
            }
            let holds = match self.at_once(&step.rule, subject) {
                Some(holds) => holds,
                None => self.rule(step, spot.field.texts.get(at), subject, spot)?,
            };
            if !holds && !self.refuse(at, step.class, subject, spot)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The answer of the commonest rules, which need nothing but the value.
    #[inline(always)]
    fn at_once(&self, rule: &Rule, subject: &Subject<'_, 'a, V>) -> Option<bool> {
        Some(match rule {
            Rule::Demand(Demand::Required) => subject.is_filled(),
            Rule::String => matches!(subject.view, View::String(_)),
            Rule::Array => matches!(subject.view, View::Array(_)),
            Rule::Size { least, most } => self.has_size(*least, *most, subject),
            Rule::Integer { .. } | Rule::Numeric { .. } if matches!(subject.view, View::Int(_)) => true,
            Rule::Numeric { strict } => match subject.view {
                View::Float(value) => value.is_finite(),
                View::String(text) if !strict && !self.options.strict && size::plain(text).is_some() => true,
                _ => return None,
            },
            Rule::Boolean { strict } => subject::is_boolean(subject.view, *strict || self.options.strict),
            Rule::Pattern { pattern, negated: false } => match subject.view {
                View::String(text) => pattern.is_match(text),
                _ => return None,
            },
            Rule::In { choices, negated: false } => match subject.view {
                View::String(text) => choices.contain(text),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// What follows from a rule that does not hold; answers whether further ones are to be asked.
    #[cold]
    fn refuse(
        &mut self,
        rule: usize,
        class: Class,
        subject: &mut Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> Answer<H::Error> {
        if class == Class::Exclude {
            self.report.excluded.insert(spot.place.identities().pop().unwrap_or_default().into());
            return Ok(false);
        }
        subject.fail();
        self.has_failed = true;
        if self.is_silent {
            return Err(Stop::Enough);
        }
        let messages = std::mem::take(&mut self.refusal);
        let variant = self.variant(subject);
        let path = spot.place.write_path(&mut self.report.bytes);
        let first = self.report.keys.len();
        spot.write_keys(path.0, &mut self.report.keys);
        let keys = (first, self.report.keys.len());
        let is_guide = |field: &crate::schema::Field| std::ptr::eq(field, spot.guide);
        let guide = if is_guide(spot.field) { None } else { self.schema.fields.iter().position(is_guide) };
        let guide = guide.unwrap_or(spot.index);
        self.report.records.push(Record { field: spot.index, rule, guide, variant, path, keys, messages });
        if self.report.records.len() == self.options.max_errors {
            return Err(Stop::Enough);
        }
        Ok(class != Class::Implicit && !subject.checks.flags.bail)
    }

    /// Which of the texts of a rule is meant.
    fn variant(&self, subject: &Subject<'_, 'a, V>) -> Variant {
        if self.options.strict {
            return match subject.view {
                View::Int(_) | View::Float(_) => Variant::Numeric,
                View::Array(_) => Variant::Array,
                _ => Variant::String,
            };
        }
        match subject.checks.flags {
            Flags { is_numeric: true, .. } => Variant::Numeric,
            Flags { is_array: true, .. } | Flags { is_list: true, .. } => Variant::Array,
            _ => Variant::String,
        }
    }

    /// Whether a place or one above it has dropped out.
    #[cold]
    fn is_excluded(&self, place: &Place<'_, 'a, V>) -> bool {
        place.identities().iter().any(|identity| self.report.excluded.contains(&**identity))
    }

    /// Asks a rule.
    #[inline(never)]
    fn rule(
        &mut self,
        step: &Step,
        text: Option<&RuleText>,
        subject: &mut Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> Answer<H::Error> {
        match &step.rule {
            Rule::Callback(callback) => self.callback(*callback, text, subject, spot),
            Rule::Trim => {
                subject.trim();
                Ok(true)
            }
            Rule::AnyOf(lists) => self.any_of(lists, subject, spot),
            Rule::Email(email) => self.email(email, text, subject, spot),
            rule => self.holds(rule, subject, spot),
        }
    }

    /// Whether a value follows one of some lists of rules.
    fn any_of(
        &mut self,
        lists: &[crate::schema::AnyOf],
        subject: &Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> Answer<H::Error> {
        for list in lists {
            let mut inner = subject.with(&list.checks);
            let mut follows = true;
            for (at, step) in list.checks.steps.iter().enumerate() {
                // There is nothing that could be left out of an alternative.
                if step.class == Class::Exclude || !inner.is_asked(step.class) {
                    continue;
                }
                if !self.rule(step, list.texts.get(at), &mut inner, spot)? {
                    self.refusal.clear();
                    follows = false;
                    break;
                }
            }
            if follows {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Asks a callback.
    #[cold]
    fn callback(
        &mut self,
        callback: u32,
        text: Option<&RuleText>,
        subject: &Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> Answer<H::Error> {
        let parameters = text.map(|text| &*text.parameters).unwrap_or_default();
        let mut path = Vec::new();
        spot.place.write_path(&mut path);
        let verdict = match (subject.is_trimmed, subject.view, subject.value) {
            (true, View::String(text), Some(value)) => self.host.call_trimmed(callback, &path, value, text, parameters),
            (_, _, value) => self.host.call(callback, &path, value, parameters),
        };
        Ok(match verdict.map_err(Stop::Host)? {
            Verdict::Passed => true,
            Verdict::Failed => false,
            Verdict::Refused(messages) => {
                self.refusal = messages;
                false
            }
        })
    }

    /// Whether a value follows a rule that needs neither callbacks nor other rules.
    fn holds(&mut self, rule: &Rule, subject: &Subject<'_, 'a, V>, spot: &Spot<'_, 'a, V>) -> Answer<H::Error> {
        let view = subject.view;
        Ok(match rule {
            Rule::Demand(demand) => self.meets(*demand, subject),
            Rule::DemandIf(demand, condition) => !self.applies(condition, spot) || self.meets(*demand, subject),
            Rule::Exclude => false,
            Rule::ExcludeIf(condition) => !self.applies(condition, spot),
            Rule::Prohibits(others) => {
                !subject.is_filled() || !others.iter().any(|other| subject::is_filled(spot.other(other, self.root)))
            }
            Rule::String => matches!(view, View::String(_)),
            Rule::Array => matches!(view, View::Array(_)),
            Rule::List => matches!(view, View::Array(array) if array.is_list()),
            Rule::Boolean { strict } => subject::is_boolean(view, *strict || self.options.strict),
            Rule::Integer { strict } => subject::is_integer(view, *strict || self.options.strict),
            Rule::Numeric { strict } => subject::is_numeric(view, *strict || self.options.strict),
            Rule::ArrayKeys(_) | Rule::RequiredArrayKeys(_) | Rule::InArrayKeys(_) => choice::has_keys(rule, view),
            Rule::Size { least, most } => self.has_size(*least, *most, subject),
            Rule::SizeBetween(range) => self.has_size_between(range, subject),
            Rule::Decimal { .. } | Rule::MultipleOf(_) | Rule::Digits { .. } => self.is_number_like(rule, view),
            Rule::Compare(comparison, operand) => self.compares(*comparison, operand, subject, spot),
            Rule::In { choices, negated } => choice::is_in(choices, subject) != *negated,
            Rule::Timezone(names) => matches!(view, View::String(text) if names.contain(text)),
            Rule::Contains { texts, negated } => choice::contains(texts, *negated, view),
            Rule::Enum(enumeration) => self.is_case(enumeration, subject)?,
            Rule::Same(other) => identity::is_same(subject.value, spot.other(other, self.root)),
            Rule::ConfirmedItem(parent) => self.is_confirmed(parent.as_deref(), subject, spot),
            Rule::Different(others) => !others.iter().any(|other| {
                let other = spot.other(other, self.root);
                other.is_some() && identity::is_same(subject.value, other)
            }),
            Rule::Distinct { strict, ignore_case, slot } => {
                self.is_distinct(*slot, *strict, *ignore_case, subject, spot)
            }
            Rule::InArray { path, slot } => self.is_in_array(*slot, path, subject),
            Rule::Date => self.is_date(subject)?,
            Rule::DateFormat(formats) => self.has_date_format(formats, view)?,
            Rule::DateCompare(comparison, operand) => self.compares_dates(*comparison, operand, subject, spot)?,
            Rule::Cast(cast) => self.can_be_cast(*cast, subject)?,
            Rule::Pcre(pattern) => {
                let mut buffer = Buffer::default();
                let field = spot.field.path.text();
                match text_of(view, &mut buffer) {
                    Some(text) => self.host.matches(*pattern, field, text).map_err(Stop::Host)?,
                    None => false,
                }
            }
            rule => self.is_text_like(rule, view)?,
        })
    }
}
