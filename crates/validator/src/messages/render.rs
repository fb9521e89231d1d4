//! From a template to a message: what stands in the place of its placeholders.

use super::context::{Context, Data};
use super::names::recase;
use super::placeholders::{Case, Source};
use super::plural::is_number;
use super::template::{Number, Piece, Template, split};
use super::wordings::{Catalogue, PASSWORD};
use super::{Message, Messages, key};
use crate::path::{Part, Path};
use crate::rules::number::parse_numeric;
use std::sync::Arc;

/// What `password` asks for without a number.
const SHORTEST_PASSWORD: &[u8] = b"8";

/// What `password` may ask for besides, in the order in which it is said.
const REQUIREMENTS: [&[u8]; 4] = [b"letters", b"mixed", b"numbers", b"symbols"];

impl Messages {
    /// Writes the message of a failure.
    pub fn render<P: AsRef<[u8]>, D: Data>(&self, message: &Message, context: &Context<'_, P, D>, out: &mut Vec<u8>) {
        let template = message.template(context.path);
        self.write(template, context, out);
    }

    /// Writes the message that a closure or a callback gave itself.
    pub fn render_text<P: AsRef<[u8]>, D: Data>(
        &self,
        text: &[u8],
        rule: &str,
        context: &Context<'_, P, D>,
        out: &mut Vec<u8>,
    ) {
        self.write_pieces(&split(text, rule.as_bytes()), context, out);
    }

    fn write<P: AsRef<[u8]>, D: Data>(&self, template: &Template, context: &Context<'_, P, D>, out: &mut Vec<u8>) {
        let pieces = template.pieces(|choose| {
            if let Some(number) = context.first_number() {
                choose(number);
            } else if template.number == Number::OrLength {
                choose(SHORTEST_PASSWORD);
            } else if template.number == Number::OrSize {
                let mut size = Vec::new();
                if context.write_size(&mut size) {
                    choose(&size);
                }
            }
        });
        self.write_pieces(pieces, context, out);
    }

    fn write_pieces<P: AsRef<[u8]>, D: Data>(&self, pieces: &[Piece], context: &Context<'_, P, D>, out: &mut Vec<u8>) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.extend_from_slice(text),
                &Piece::Placeholder(source, case) => self.write_placeholder(source, case, context, out),
            }
        }
    }

    fn write_placeholder<P: AsRef<[u8]>, D: Data>(
        &self,
        source: Source,
        case: Case,
        context: &Context<'_, P, D>,
        out: &mut Vec<u8>,
    ) {
        let from = out.len();
        match source {
            Source::Attribute => self.names.write(context.path, context.pattern, out),
            Source::Input => context.data.write_input(out),
            Source::Index(plus) => context.write_index(plus, out),
            Source::Text(at) => out.extend_from_slice(context.parameter(at)),
            Source::Name => self.names.write_parameter(context.parameter(0), out),
            Source::Names => {
                let names = context.parameters.iter().map(AsRef::as_ref);
                return join(names, b" / ", case, out, |name, out| self.names.write_parameter(name, out));
            }
            Source::Values(first) => return context.write_values(first, case, out),
            Source::Value => {
                if !context.data.write_value(context.parameter(0), out) {
                    return context.write_values(1, case, out);
                }
            }
            Source::Size => {
                if !context.write_size(out) {
                    self.names.write_parameter(context.parameter(0), out);
                }
            }
            Source::Date => self.names.write_date(context.parameter(0), out),
            Source::Range => {
                let bounds = context.parameters.iter().take(2).map(AsRef::as_ref);
                join(bounds, b"-", Case::AsItIs, out, |bound, out| out.extend_from_slice(bound));
            }
            Source::Named(name) => out.extend_from_slice(context.named(name)),
            Source::Length => out.extend_from_slice(context.first_number().unwrap_or(SHORTEST_PASSWORD)),
            Source::Requirements => {
                let asked = |one: &&[u8]| context.parameters.iter().any(|parameter| parameter.as_ref() == *one);
                let all = std::iter::once(&b"min"[..]).chain(REQUIREMENTS.into_iter().filter(asked));
                return join(all, b", ", case, out, |part, out| self.write_requirement(part, context, out));
            }
        }
        recase(out, from, case);
    }

    fn write_requirement<P: AsRef<[u8]>, D: Data>(&self, part: &[u8], context: &Context<'_, P, D>, out: &mut Vec<u8>) {
        let key = key(&[PASSWORD, part]);
        let own = self.texts.get(&key).map(|wording| Arc::new(wording.template(PASSWORD, &self.language)));
        if let Some(template) = own.as_ref().or_else(|| Catalogue::english().get(&key)) {
            self.write(template, context, out);
        }
    }
}

impl<P: AsRef<[u8]>, D: Data> Context<'_, P, D> {
    fn parameter(&self, at: usize) -> &[u8] {
        self.parameters.get(at).map(AsRef::as_ref).unwrap_or_default()
    }

    fn first_number(&self) -> Option<&[u8]> {
        self.parameters.iter().map(AsRef::as_ref).find(|parameter| is_number(parameter))
    }

    fn named(&self, name: &[u8]) -> &[u8] {
        let mut parameters = self.parameters.iter().map(AsRef::as_ref);
        parameters.find_map(|parameter| parameter.strip_prefix(name)?.strip_prefix(b"=")).unwrap_or_default()
    }

    fn write_values(&self, first: usize, case: Case, out: &mut Vec<u8>) {
        let values = self.parameters.iter().skip(first).map(AsRef::as_ref);
        join(values, b", ", case, out, |value, out| out.extend_from_slice(value));
    }

    /// Writes the first parameter if it is a number, otherwise the size of the field that it names; tells whether there is one.
    fn write_size(&self, out: &mut Vec<u8>) -> bool {
        let parameter = self.parameter(0);
        if parse_numeric(parameter).is_none() {
            return self.data.write_size(parameter, self.variant, out);
        }
        out.extend_from_slice(parameter);
        true
    }

    /// Writes the key that the first wildcard stands for, plus a number; a key that is no number as it stands.
    fn write_index(&self, plus: u64, out: &mut Vec<u8>) {
        let Some(path) = Path::parse(self.pattern) else { return };
        let mut before = 0;
        for part in path.parts() {
            let Part::Key(key) = part else {
                let rest = self.path.get(before..).unwrap_or_default();
                let key = rest.split(|&byte| byte == b'.').next().unwrap_or_default();
                let is_number = (1..=18).contains(&key.len()) && key.iter().all(u8::is_ascii_digit);
                let number =
                    std::str::from_utf8(key).ok().filter(|_| is_number).and_then(|key| key.parse::<u64>().ok());
                match number {
                    Some(number) => out.extend_from_slice((number + plus).to_string().as_bytes()),
                    None => out.extend_from_slice(key),
                }
                return;
            };
            before += key.text().len() + 1;
        }
    }
}

/// Writes items with something between them, each in its case.
fn join<'a>(
    items: impl Iterator<Item = &'a [u8]>,
    between: &[u8],
    case: Case,
    out: &mut Vec<u8>,
    mut write: impl FnMut(&[u8], &mut Vec<u8>),
) {
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.extend_from_slice(between);
        }
        let from = out.len();
        write(item, out);
        recase(out, from, case);
    }
}
