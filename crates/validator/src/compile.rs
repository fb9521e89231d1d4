//! Compiles rules: names and hooks are looked up, parameters read, fields that may name the same places found.

mod build;
mod link;
mod names;
mod parameters;
mod paths;
#[cfg(test)]
mod tests;

use crate::error::{CompileError, CompileErrorKind};
use crate::host::Environment;
use crate::messages::Messages;
use crate::parse;
use crate::path::{MAX_SEGMENTS, Path};
use crate::schema::{AnyOf, Checks, Class, Condition, Demand, Field, Rule, RuleText, Schema, Shortcut, Step};
use crate::source::RuleSource;
use names::Name;
use parameters::Parameters;
use std::borrow::Cow;
use std::collections::HashMap;

/// Whether this is the name of the rule that has lists of rules for parameters.
pub(crate) fn is_any_of(name: &[u8]) -> bool {
    Name::of(&parse::plain(name)) == Some(Name::AnyOf)
}

/// Collects the rules of fields and compiles them.
pub struct Compiler<'e> {
    lookup: Lookup<'e>,
    fields: Vec<Draft>,
    /// Where among them the field of a path is.
    places: HashMap<Box<[u8]>, usize>,
}

/// What is looked up while rules are compiled, and what is counted.
struct Lookup<'e> {
    environment: &'e mut dyn Environment,
    customs: Vec<Custom>,
    slots: usize,
}

/// A rule of the caller's.
struct Custom {
    plain: Vec<u8>,
    name: Box<str>,
    implicit: bool,
    callback: u32,
}

/// A field that may still get more rules.
struct Draft {
    path: Path,
    rules: Draftees,
}

/// Rules of one value, with their texts.
#[derive(Default)]
struct Draftees {
    steps: Vec<Step>,
    texts: Vec<RuleText>,
    checks: Checks,
}

/// What is wrong with a rule.
#[derive(Debug)]
struct Fault {
    kind: CompileErrorKind,
    why: String,
    /// The path that is at fault, if it is not the rule.
    path: Option<Box<[u8]>>,
}

impl Fault {
    fn new(kind: CompileErrorKind, why: String) -> Self {
        Self { kind, why, path: None }
    }

    fn no_callback() -> Self {
        let why = "needs a database, a file or the network: give compile() a callback of this name";
        Self::new(CompileErrorKind::MissingCallback, why.to_owned())
    }

    fn too_deep(path: &[u8]) -> Self {
        let why = format!("is deeper than {MAX_SEGMENTS} segments");
        Self { kind: CompileErrorKind::BadField, why, path: Some(path.into()) }
    }

    fn of(self, field: &[u8], rule: &[u8]) -> CompileError {
        let Self { kind, why, path } = self;
        match path {
            Some(path) => CompileError { kind, field: Some(path), rule: None, why },
            None => CompileError { kind, field: Some(field.into()), rule: Some(rule.into()), why },
        }
    }
}

impl<'e> Compiler<'e> {
    /// A compiler without fields.
    pub fn new(environment: &'e mut dyn Environment) -> Self {
        let lookup = Lookup { environment, customs: Vec::new(), slots: 0 };
        Self { lookup, fields: Vec::new(), places: HashMap::new() }
    }

    /// Registers a callback under a name; `callback` is the number that the host will be asked by.
    ///
    /// # Errors
    /// If the name belongs to a rule of the library that is no hook.
    pub fn custom(&mut self, name: &[u8], implicit: bool, callback: u32) -> Result<(), CompileError> {
        let plain = parse::plain(name);
        if Name::of(&plain).is_some() {
            let why = "is a rule of the library: choose another name".to_owned();
            let (kind, rule) = (CompileErrorKind::BadDefinition, Some(name.into()));
            return Err(CompileError { kind, field: None, rule, why });
        }
        let name = names::hook(&plain).map_or_else(|| String::from_utf8_lossy(name), Cow::Borrowed);
        self.lookup.customs.retain(|custom| custom.plain != plain);
        self.lookup.customs.push(Custom { plain, name: name.into(), implicit, callback });
        Ok(())
    }

    /// Adds a field. Of a path that was there before, the rules are added to those it has.
    ///
    /// # Errors
    /// What is wrong with its path or its rules.
    pub fn field(&mut self, path: &[u8], rules: &[RuleSource<'_>]) -> Result<(), CompileError> {
        let path = Path::parse(path).ok_or_else(|| Fault::too_deep(path).of(path, b""))?;
        let at = *self.places.entry(path.identity()).or_insert_with(|| {
            self.fields.push(Draft { path, rules: Draftees::default() });
            self.fields.len() - 1
        });
        if let Some(draft) = self.fields.get_mut(at) {
            self.lookup.add(&draft.path, rules, &mut draft.rules)?;
        }
        Ok(())
    }

    /// The compiled rules.
    ///
    /// # Errors
    /// None as yet; there may be some that only show when all fields are known.
    pub fn finish(self) -> Result<Schema, CompileError> {
        let (wild, plain): (Vec<_>, Vec<_>) = self.fields.into_iter().partition(|draft| draft.path.has_wildcards());
        let drafts = plain.into_iter().chain(wild);
        let mut fields: Vec<Field> = drafts.map(Draft::into_field).collect();
        link::link(&mut fields);
        let tree = crate::projection::Tree::of(&fields);
        let asks_host = fields.iter().any(|field| field.checks.ask_host());
        Ok(Schema { fields: fields.into(), asks_host, tree, messages: Messages::default() })
    }
}

impl Draft {
    fn into_field(self) -> Field {
        let (checks, texts) = self.rules.into_checks();
        let (shortcut, (earlier, later)) = (Shortcut::of(&checks), Default::default());
        Field { path: self.path, checks, shortcut, texts, earlier, later, may_be_excluded: false, is_alone: false }
    }
}

impl Draftees {
    fn into_checks(self) -> (Checks, Box<[RuleText]>) {
        let mut checks = self.checks;
        checks.flags.is_always_asked =
            self.steps.iter().any(|step| matches!(step.class, Class::Implicit | Class::Exclude));
        checks.steps = self.steps.into();
        (checks, self.texts.into())
    }

    fn push(&mut self, class: Class, rule: Rule, text: RuleText) {
        self.steps.push(Step { class, rule });
        self.texts.push(text);
    }

    /// What a rule says about the field as a whole.
    fn note(&mut self, name: Name, rule: Option<&Rule>) {
        let flags = &mut self.checks.flags;
        match name {
            Name::Bail => flags.bail = true,
            Name::Sometimes => flags.sometimes = true,
            Name::Nullable => flags.nullable = true,
            Name::Numeric | Name::Integer | Name::Decimal => flags.is_numeric = true,
            Name::Array => flags.is_array = true,
            Name::List => flags.is_list = true,
            _ => {}
        }
        if let (Some(Rule::DateFormat(formats)), None) = (rule, &self.checks.date_formats) {
            self.checks.date_formats = Some(formats.clone());
        }
    }
}

impl Lookup<'_> {
    /// The callback of a hook.
    fn hook(&self, plain: &[u8]) -> Result<u32, Fault> {
        let custom = self.customs.iter().find(|custom| custom.plain == plain).map(|custom| custom.callback);
        custom.ok_or_else(Fault::no_callback)
    }

    fn pcre(&mut self, pattern: &[u8]) -> Result<u32, Fault> {
        let bad = |why| Fault::new(CompileErrorKind::BadPattern, format!("cannot be compiled: {why}"));
        self.environment.pcre(pattern).map_err(bad)
    }

    /// A place for what a rule remembers while a check lasts.
    fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }

    /// Adds rules to those of a field.
    fn add(&mut self, path: &Path, rules: &[RuleSource<'_>], into: &mut Draftees) -> Result<(), CompileError> {
        for source in rules {
            match source {
                RuleSource::Piped(text) => {
                    for piece in parse::split(text) {
                        let piece = piece.map_err(|cut| cut_pattern(path, cut.name))?;
                        self.written(path, piece, into)?;
                    }
                }
                RuleSource::Text(text) => {
                    if !text.trim_ascii().is_empty() {
                        self.written(path, text, into)?;
                    }
                }
                RuleSource::Parts(name, parameters) => self.rule(path, name, parameters.clone(), into)?,
                RuleSource::Closure(callback) => {
                    let text = RuleText::new(Cow::Borrowed("closure"), Box::default(), 0);
                    into.push(Class::Plain, Rule::Callback(*callback), text);
                }
                RuleSource::AnyOf(lists) => self.any_of(path, lists, into)?,
            }
        }
        Ok(())
    }

    fn written(&mut self, path: &Path, text: &[u8], into: &mut Draftees) -> Result<(), CompileError> {
        let written = parse::rule(text);
        self.rule(path, written.name, written.parameters, into)
    }

    fn any_of(&mut self, path: &Path, lists: &[Vec<RuleSource<'_>>], into: &mut Draftees) -> Result<(), CompileError> {
        if let Some(why) = Name::AnyOf.miscounts(lists.len()) {
            return Err(Fault::new(CompileErrorKind::BadParameters, why).of(path.text(), b"any_of"));
        }
        let mut alternatives = Vec::with_capacity(lists.len());
        for list in lists {
            let mut rules = Draftees::default();
            self.add(path, list, &mut rules)?;
            alternatives.push(rules);
        }
        let alternatives =
            alternatives.into_iter().map(Draftees::into_checks).map(|(checks, texts)| AnyOf { checks, texts });
        let text = RuleText::new(Cow::Borrowed(Name::AnyOf.text()), Box::default(), 0);
        into.push(Class::Plain, Rule::AnyOf(alternatives.collect()), text);
        Ok(())
    }

    fn rule(
        &mut self,
        path: &Path,
        written: &[u8],
        parameters: Vec<Box<[u8]>>,
        into: &mut Draftees,
    ) -> Result<(), CompileError> {
        let plain = parse::plain(written);
        let Some(name) = Name::of(&plain) else {
            return self.custom_rule(&plain, parameters, into).map_err(|fault| fault.of(path.text(), written));
        };
        if name == Name::AnyOf && name.miscounts(parameters.len()).is_none() {
            let why = "must be written as an array".to_owned();
            return Err(Fault::new(CompileErrorKind::BadParameters, why).of(path.text(), written));
        }
        let given = Parameters { texts: &parameters, own: path };
        let rule = build::build(name, given, self).map_err(|fault| fault.of(path.text(), written))?;
        into.note(name, rule.as_ref());
        let Some(rule) = rule else { return Ok(()) };
        let fields = fields_among(&rule, parameters.len());
        let text = RuleText::new(Cow::Borrowed(name.text()), parameters.into(), fields);
        into.push(class(&rule), rule, text);
        Ok(())
    }

    fn custom_rule(&self, plain: &[u8], parameters: Vec<Box<[u8]>>, into: &mut Draftees) -> Result<(), Fault> {
        let hook = names::hook(plain);
        let Some(custom) = self.customs.iter().find(|custom| custom.plain == plain) else {
            if hook.is_some() {
                return Err(Fault::no_callback());
            }
            let why = "there is no such rule; a callback of this name may be given to compile()".to_owned();
            return Err(Fault::new(CompileErrorKind::UnknownRule, why));
        };
        let class = match hook {
            _ if custom.implicit => Class::Implicit,
            Some("unique" | "exists") => Class::Unfailed,
            _ => Class::Plain,
        };
        let text = RuleText::new(custom.name.to_string().into(), parameters.into(), 0);
        into.push(class, Rule::Callback(custom.callback), text);
        Ok(())
    }
}

/// A pattern that was cut at a pipe of its own.
fn cut_pattern(path: &Path, rule: &[u8]) -> CompileError {
    let why = "a pattern that holds '|' cannot stand in a pipe string: give the rules as a list".to_owned();
    Fault::new(CompileErrorKind::BadPattern, why).of(path.text(), rule)
}

/// When a rule is asked.
fn class(rule: &Rule) -> Class {
    match rule {
        Rule::Exclude | Rule::ExcludeIf(_) => Class::Exclude,
        Rule::Demand(demand) | Rule::DemandIf(demand, _) if *demand != Demand::Prohibited => Class::Implicit,
        _ => Class::Plain,
    }
}

/// How many of the parameters, from the first on, name fields.
fn fields_among(rule: &Rule, given: usize) -> usize {
    match rule {
        Rule::DemandIf(_, condition) | Rule::ExcludeIf(condition) => match **condition {
            Condition::Others { .. } => given,
            _ => 1,
        },
        // Of a date, too: it may hold no wildcard, a field may.
        Rule::Prohibits(_) | Rule::Different(_) | Rule::Same(_) | Rule::Compare(..) | Rule::DateCompare(..) => given,
        _ => 0,
    }
}
