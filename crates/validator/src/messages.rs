//! What a failure is told in: which template belongs to it, resolved once for a field and a rule, and what becomes of it, when it is asked for.

mod context;
mod glob;
mod literal;
mod names;
mod placeholders;
mod plural;
mod render;
mod template;
mod wordings;

pub use context::{Context, Data, NoData, Payload};

use crate::error::{CompileError, CompileErrorKind};
use crate::report::Variant;
use names::{Names, unescaped};
use plural::Language;
use std::collections::HashMap;
use std::sync::Arc;
use template::{Template, Wording};
use wordings::{Catalogue, DEFAULT, Wordings};

/// Texts of the caller's, over the English ones that are built in.
#[derive(Debug, Default)]
pub struct Messages {
    texts: Wordings,
    language: Language,
    names: Names,
}

/// Takes texts.
#[derive(Debug, Default)]
pub struct MessagesBuilder {
    messages: Messages,
    has_language: bool,
}

/// The templates of a rule of a field: the one that it has everywhere, and those of certain places.
#[derive(Clone, Debug)]
pub struct Message {
    template: Arc<Template>,
    places: Option<Arc<Places>>,
}

/// Templates for certain places of a field with wildcards.
#[derive(Debug)]
struct Places {
    rule: Box<[u8]>,
    variant: Variant,
    by_path: HashMap<Box<[u8]>, Arc<Template>>,
    /// By key with stars, in the order given.
    by_star: Vec<(Box<[u8]>, Arc<Template>)>,
}

impl MessagesBuilder {
    /// Takes a text by its key, nested keys joined by dots: `field.rule`, `field.rule.type`, `rule` or `rule.type`, and behind that perhaps
    /// the plural category that it is the form for.
    pub fn add(&mut self, key: &[u8], text: &[u8]) {
        self.messages.texts.add(key, text);
    }

    /// Takes the name of a field.
    pub fn attribute(&mut self, path: &[u8], name: &[u8]) {
        self.messages.names.add(path, name);
    }

    /// Takes the language whose plural forms the texts have, as a BCP 47 tag; English if there is none.
    pub fn language(&mut self, tag: &[u8]) {
        self.messages.language = Language::of(tag);
        self.has_language = true;
    }

    /// The texts, if no form is missing.
    ///
    /// # Errors
    /// The first text that has plural forms, but not the one that every language has.
    pub fn build(mut self) -> Result<Messages, CompileError> {
        if let Some(key) = self.messages.texts.without_other() {
            return Err(bad(format!("message '{}' needs the form 'other'", String::from_utf8_lossy(key))));
        }
        if !self.has_language {
            self.messages.language = Language::of(b"en");
        }
        Ok(self.messages)
    }

    /// Why a text that is neither a string nor an array is not taken.
    #[must_use]
    pub fn bad_text(key: &[u8], given: &str) -> CompileError {
        bad(format!("message '{}' must be a string or an array, {given} given", String::from_utf8_lossy(key)))
    }

    /// Why a language that is no string is not taken.
    #[must_use]
    pub fn bad_language(given: &str) -> CompileError {
        bad(format!("message '@language' must be a string, {given} given"))
    }

    /// Why a name that is no string is not taken.
    #[must_use]
    pub fn bad_attribute(path: &[u8], given: &str) -> CompileError {
        bad(format!("attribute '{}' must be a string, {given} given", String::from_utf8_lossy(path)))
    }
}

fn bad(why: String) -> CompileError {
    CompileError { kind: CompileErrorKind::BadDefinition, field: None, rule: None, why }
}

impl Messages {
    /// The templates of a rule of a field, the field as the rules name it. Costs a few lookups where the caller gave no texts; worth keeping
    /// where there are some.
    #[must_use]
    pub fn resolve(&self, pattern: &[u8], rule: &str, variant: Variant) -> Message {
        let rule = rule.as_bytes();
        if self.texts.is_empty() {
            return Message { template: self.builtin(rule, variant), places: None };
        }
        let own = self.own(pattern, rule, variant);
        let has_wildcards = pattern.split(|&byte| byte == b'.').any(|segment| segment == b"*");
        if has_wildcards {
            let places = self.places(pattern, rule, variant, own.is_none());
            return Message { template: own.unwrap_or_else(|| self.general(rule, variant)), places };
        }
        // Without wildcards the path in the data is known.
        let path = unescaped(pattern);
        let found = self.own(&path, rule, variant).or(own).or_else(|| {
            let keys = [key(&[&path, rule, name(variant)]), key(&[&path, rule])];
            let (_, wording) = self.starred().find(|(star, _)| keys.iter().any(|key| glob::matches(star, key)))?;
            Some(self.template(wording, rule))
        });
        Message { template: found.unwrap_or_else(|| self.general(rule, variant)), places: None }
    }

    fn template(&self, wording: &Wording, rule: &[u8]) -> Arc<Template> {
        Arc::new(wording.template(rule, &self.language))
    }

    fn starred(&self) -> impl Iterator<Item = (&[u8], &Wording)> {
        self.texts.iter().filter(|(key, _)| key.contains(&b'*'))
    }

    /// The caller's text for a field and a rule.
    fn own(&self, field: &[u8], rule: &[u8], variant: Variant) -> Option<Arc<Template>> {
        let wording =
            self.texts.get(&key(&[field, rule, name(variant)])).or_else(|| self.texts.get(&key(&[field, rule])))?;
        Some(self.template(wording, rule))
    }

    /// The text for a rule whatever the field.
    fn general(&self, rule: &[u8], variant: Variant) -> Arc<Template> {
        let own = self.texts.get(&key(&[rule, name(variant)])).or_else(|| self.texts.get(rule));
        own.map_or_else(|| self.builtin(rule, variant), |wording| self.template(wording, rule))
    }

    fn builtin(&self, rule: &[u8], variant: Variant) -> Arc<Template> {
        let english = Catalogue::english();
        let found = english.get(rule).or_else(|| english.get(&key(&[rule, name(variant)])));
        if let Some(template) = found.filter(|_| !rule.starts_with(b"@")) {
            return Arc::clone(template);
        }
        let own = self.texts.get(DEFAULT).map(|wording| self.template(wording, rule));
        own.unwrap_or_else(|| Arc::clone(english.fallback()))
    }

    /// The caller's texts for places that a field with wildcards may stand for.
    fn places(&self, pattern: &[u8], rule: &[u8], variant: Variant, stars_count: bool) -> Option<Arc<Places>> {
        let mut places = Places { rule: rule.into(), variant, by_path: HashMap::new(), by_star: Vec::new() };
        let (typed, plain) = (key(&[b"", rule, name(variant)]), key(&[b"", rule]));
        // What stands before the first star stands before every path.
        let before =
            memchr::memchr(b'*', pattern).and_then(|star| pattern.get(..star)).map(unescaped).unwrap_or_default();
        for (given, wording) in self.texts.iter() {
            let path = given.strip_suffix(&*typed).map(|path| (path, true));
            let path = path.or_else(|| given.strip_suffix(&*plain).map(|path| (path, false)));
            let path = path.filter(|(path, _)| path.starts_with(&before) && *path != pattern);
            if let Some((path, is_typed)) = path
                && (is_typed || !places.by_path.contains_key(path))
            {
                places.by_path.insert(path.into(), self.template(wording, rule));
            }
        }
        if stars_count {
            let may_match = |star: &[u8]| {
                let mut last = star.rsplit(|&byte| byte == b'.');
                let (last, before) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
                rule.contains(&b'.')
                    || glob::matches(last, rule)
                    || (glob::matches(last, name(variant)) && glob::matches(before, rule))
            };
            let stars = self.starred().filter(|(star, _)| may_match(star));
            places.by_star = stars.map(|(star, wording)| (star.into(), self.template(wording, rule))).collect();
        }
        (!places.by_path.is_empty() || !places.by_star.is_empty()).then(|| Arc::new(places))
    }
}

impl Message {
    fn template(&self, path: &[u8]) -> &Template {
        let place = self.places.as_deref().and_then(|places| places.get(path));
        place.unwrap_or(&self.template)
    }
}

impl Places {
    fn get(&self, path: &[u8]) -> Option<&Template> {
        if let Some(template) = self.by_path.get(path) {
            return Some(template);
        }
        if self.by_star.is_empty() {
            return None;
        }
        let keys = [key(&[path, &self.rule, name(self.variant)]), key(&[path, &self.rule])];
        let found = self.by_star.iter().find(|(star, _)| keys.iter().any(|key| glob::matches(star, key)));
        found.map(|(_, template)| &**template)
    }
}

/// Parts joined by dots.
fn key(parts: &[&[u8]]) -> Vec<u8> {
    parts.join(&b'.')
}

fn name(variant: Variant) -> &'static [u8] {
    match variant {
        Variant::Numeric => b"numeric",
        Variant::String => b"string",
        Variant::Array => b"array",
    }
}
