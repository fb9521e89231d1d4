//! Templates: texts split at their placeholders, by rule; and the choice among plural forms.

use super::placeholders::{Case, Source, placeholder};
use super::plural::{Category, Language};

/// What a rule says, split.
#[derive(Debug)]
pub(super) struct Template {
    forms: Forms,
    /// Which number chooses among the forms.
    pub(super) number: Number,
}

#[derive(Debug)]
enum Forms {
    One(Pieces),
    ByNumber { language: Language, other: Pieces, rest: Vec<(Category, Pieces)> },
}

impl Default for Template {
    fn default() -> Self {
        Self { forms: Forms::One(Pieces::default()), number: Number::First }
    }
}

/// Where the number comes from that chooses a plural form: the first parameter that is one, or else …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// … nowhere: it is the form `other`.
    First,
    /// … from the size of another field.
    OrSize,
    /// … from what `password` asks for by itself.
    OrLength,
}

/// A text and what stands between its parts.
pub(super) type Pieces = Box<[Piece]>;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Box<[u8]>),
    Placeholder(Source, Case),
}

/// A text as it is given: one, or one for each plural form.
#[derive(Debug)]
pub(super) enum Wording {
    One(Box<[u8]>),
    Forms(Vec<(Category, Box<[u8]>)>),
}

impl Wording {
    /// Whether a number that no other form is for has one.
    pub(super) fn has_other(&self) -> bool {
        match self {
            Self::One(_) => true,
            Self::Forms(forms) => forms.iter().any(|&(category, _)| category == Category::Other),
        }
    }

    /// Splits it as a message of a rule.
    pub(super) fn template(&self, rule: &[u8], language: &Language) -> Template {
        let forms = match self {
            Self::One(text) => Forms::One(split(text, rule)),
            Self::Forms(forms) => {
                let mut other = Pieces::default();
                let mut rest = Vec::new();
                for (category, text) in forms {
                    let pieces = split(text, rule);
                    if *category == Category::Other { other = pieces } else { rest.push((*category, pieces)) }
                }
                Forms::ByNumber { language: language.clone(), other, rest }
            }
        };
        let number = match rule {
            b"gt" | b"gte" | b"lt" | b"lte" => Number::OrSize,
            b"password" | b"@password" => Number::OrLength,
            _ => Number::First,
        };
        Template { forms, number }
    }
}

impl Template {
    /// The pieces of the form that a number takes; it is asked for only if there is a choice.
    pub(super) fn pieces(&self, number: impl FnOnce(&mut dyn FnMut(&[u8]))) -> &[Piece] {
        match &self.forms {
            Forms::One(pieces) => pieces,
            Forms::ByNumber { other, rest, .. } if rest.is_empty() => other,
            Forms::ByNumber { language, other, rest } => {
                let mut category = Category::Other;
                number(&mut |number| category = language.category(number));
                rest.iter().find(|(form, _)| *form == category).map_or(other, |(_, pieces)| pieces)
            }
        }
    }
}

/// Splits a text at the placeholders of a rule.
pub(super) fn split(text: &[u8], rule: &[u8]) -> Pieces {
    let mut pieces = Vec::new();
    let (mut start, mut from) = (0, 0);
    while let Some(colon) = text.get(from..).and_then(|rest| memchr::memchr(b':', rest)).map(|at| from + at) {
        from = colon + 1;
        let Some((source, case, length)) = placeholder(rule, text.get(from..).unwrap_or_default()) else { continue };
        push(&mut pieces, text.get(start..colon));
        pieces.push(Piece::Placeholder(source, case));
        from += length;
        start = from;
    }
    push(&mut pieces, text.get(start..));
    pieces.into()
}

fn push(pieces: &mut Vec<Piece>, text: Option<&[u8]>) {
    match text {
        None | Some([]) => {}
        Some(text) => pieces.push(Piece::Text(text.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_split_at_placeholders() {
        let text = |text: &str| Piece::Text(text.as_bytes().into());
        let attribute = |case| Piece::Placeholder(Source::Attribute, case);
        for (template, expected) in [
            ("", vec![]),
            ("none", vec![text("none")]),
            (":attribute", vec![attribute(Case::AsItIs)]),
            (":Attribute is", vec![attribute(Case::Capital), text(" is")]),
            ("::ATTRIBUTE:", vec![text(":"), attribute(Case::Upper), text(":")]),
            (":max :min", vec![text(":max "), Piece::Placeholder(Source::Text(0), Case::AsItIs)]),
            (":attribute:attribute", vec![attribute(Case::AsItIs), attribute(Case::AsItIs)]),
        ] {
            assert_eq!(&*split(template.as_bytes(), b"min"), expected, "template: {template}");
        }
    }
}
