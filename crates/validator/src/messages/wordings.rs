//! Texts by key as they are given, and the English ones that are built in.

use super::literal::{self, LiteralError};
use super::plural::{Category, Language};
use super::template::{Template, Wording};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Said for callbacks that give no text of their own.
pub(super) const DEFAULT: &[u8] = b"@default";
/// The parts that the rule `password` is put together from: their keys begin with this and a dot.
pub(super) const PASSWORD: &[u8] = b"@password";

/// Texts by key.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    by_key: HashMap<Box<[u8]>, Wording>,
    /// The keys in the order given.
    order: Vec<Box<[u8]>>,
}

impl Wordings {
    /// Takes a text. A last part that names a plural category makes it a form of the key before; of a text and forms under one key, what
    /// comes last counts.
    pub(super) fn add(&mut self, key: &[u8], text: &[u8]) {
        let dot = memchr::memrchr(b'.', key);
        let form = dot.and_then(|dot| Some((key.get(..dot)?, Category::of(key.get(dot + 1..)?)?)));
        let Some((key, category)) = form else {
            *self.entry(key) = Wording::One(text.into());
            return;
        };
        let wording = self.entry(key);
        if let Wording::One(_) = wording {
            *wording = Wording::Forms(Vec::new());
        }
        if let Wording::Forms(forms) = wording {
            forms.retain(|&(other, _)| other != category);
            forms.push((category, text.into()));
        }
    }

    /// The text of a key, which may be no form at all yet.
    fn entry(&mut self, key: &[u8]) -> &mut Wording {
        if !self.by_key.contains_key(key) {
            self.order.push(key.into());
        }
        self.by_key.entry(key.into()).or_insert_with(|| Wording::Forms(Vec::new()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    pub(super) fn get(&self, key: &[u8]) -> Option<&Wording> {
        self.by_key.get(key)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u8], &Wording)> {
        self.order.iter().filter_map(|key| Some((&**key, self.by_key.get(key)?)))
    }

    /// The first key that has plural forms without the one that every language has.
    pub(super) fn without_other(&self) -> Option<&[u8]> {
        self.iter().find(|(_, wording)| !wording.has_other()).map(|(key, _)| key)
    }
}

/// The English texts, split, by rule and perhaps type.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    templates: HashMap<Box<[u8]>, Arc<Template>>,
    fallback: Arc<Template>,
}

static ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read(include_str!("../../../../php/Messages/en.php")).unwrap_or_default());

impl Catalogue {
    /// The one that is built in.
    pub(super) fn english() -> &'static Self {
        &ENGLISH
    }

    /// Reads a PHP file of the simple form that is described in php/Messages/en.php.
    pub(super) fn read(source: &str) -> Result<Self, LiteralError> {
        let mut wordings = Wordings::default();
        literal::read(source, &mut |key, text| wordings.add(key, &text))?;
        let language = Language::of(b"en");
        let template = |key: &[u8], wording: &Wording| {
            let rule = key.split(|&byte| byte == b'.').next().unwrap_or_default();
            Arc::new(wording.template(rule, &language))
        };
        let templates: HashMap<Box<[u8]>, _> =
            wordings.iter().map(|(key, wording)| (key.into(), template(key, wording))).collect();
        let fallback = templates.get(DEFAULT).cloned().unwrap_or_default();
        Ok(Self { templates, fallback })
    }

    pub(super) fn get(&self, key: &[u8]) -> Option<&Arc<Template>> {
        self.templates.get(key)
    }

    /// The text of a rule that has none.
    pub(super) fn fallback(&self) -> &Arc<Template> {
        &self.fallback
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_texts_are_read() {
        for key in ["required", "min.numeric", "min.string", "@default", "@password.min", "uuid"] {
            assert!(Catalogue::english().get(key.as_bytes()).is_some(), "key: {key}");
        }
        assert!(Catalogue::english().get(b"min").is_none());
    }

    #[test]
    fn the_last_text_of_a_key_counts() {
        let mut wordings = Wordings::default();
        for (key, text) in [
            ("a", "1"),
            ("a.one", "2"),
            ("a.other", "3"),
            ("a.one", "4"),
            ("b.other", "5"),
            ("b", "6"),
            ("one", "7"),
            ("c.one", "8"),
        ] {
            wordings.add(key.as_bytes(), text.as_bytes());
        }
        let keys: Vec<_> = wordings.iter().map(|(key, _)| key).collect();
        assert_eq!(keys, [&b"a"[..], b"b", b"one", b"c"]);
        assert!(matches!(wordings.get(b"a"), Some(Wording::Forms(forms)) if forms.len() == 2 && &*forms[1].1 == b"4"));
        assert!(matches!(wordings.get(b"b"), Some(Wording::One(text)) if &**text == b"6"));
        assert_eq!(wordings.without_other(), Some(&b"c"[..]));
    }
}
