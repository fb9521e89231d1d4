//! Rules about the form of a text, and casts.

use super::place::Spot;
use super::scalar::{Buffer, text_of};
use super::subject::{Subject, is_numeric};
use super::{Answer, Run};
use crate::host::Host;
use crate::input::{Value, View};
use crate::rules::format::{base64, color, email, finance, ip, phone, publication, url, uuid};
use crate::rules::{json, number, password, string};
use crate::schema::{Cast, EmailRule, Format, Rule, RuleText, UrlRule};

/// The floats up to which every integer has one of its own.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    /// The rules about a text.
    #[inline]
    pub(super) fn is_text_like(&mut self, rule: &Rule, view: View<'a, V::Array>) -> Answer<H::Error> {
        if let View::String(text) = view {
            return self.is_text(rule, text);
        }
        // Numbers are taken as texts by some rules.
        let takes_numbers = match rule {
            Rule::Format(format) => matches!(format, Format::Ip | Format::Ipv4 | Format::Ipv6 | Format::Mac),
            Rule::Alpha { .. } | Rule::Url(_) | Rule::Card(_) | Rule::Password(_) => false,
            _ => true,
        };
        if let (Rule::Json, View::Bool(value)) = (rule, view) {
            return Ok(value);
        }
        let mut buffer = Buffer::default();
        match text_of(view, &mut buffer) {
            Some(text) if takes_numbers => self.is_text(rule, text),
            _ => Ok(false),
        }
    }

    #[inline]
    fn is_text(&mut self, rule: &Rule, text: &[u8]) -> Answer<H::Error> {
        let starts = |texts: &[Box<[u8]>]| texts.iter().any(|start| !start.is_empty() && text.starts_with(start));
        let ends = |texts: &[Box<[u8]>]| texts.iter().any(|end| !end.is_empty() && text.ends_with(end));
        Ok(match rule {
            Rule::Pattern { pattern, negated: false } => pattern.is_match(text),
            Rule::Pattern { pattern, negated: true } => pattern.is_readable(text) && !pattern.is_match(text),
            Rule::Alpha { ascii } => string::is_alpha(text, *ascii),
            Rule::AlphaDash { ascii } => string::is_alpha_dash(text, *ascii),
            Rule::AlphaNum { ascii } => string::is_alpha_num(text, *ascii),
            Rule::StartsWith { texts, negated } => starts(texts) != *negated,
            Rule::EndsWith { texts, negated } => ends(texts) != *negated,
            Rule::Url(rule) => is_url(rule, text),
            Rule::Card(schemes) => finance::is_card(text, schemes),
            Rule::Password(wanted) => password::is_satisfied(text, wanted),
            Rule::Json => json::is_json(text),
            Rule::Format(format) => has_format(*format, text),
            _ => false,
        })
    }

    /// Whether an address is of the form that is wanted; then its callbacks are asked.
    #[inline]
    pub(super) fn email(
        &mut self,
        rule: &EmailRule,
        text: Option<&RuleText>,
        subject: &Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> Answer<H::Error> {
        let View::String(address) = subject.view else { return Ok(false) };
        if !rule.modes.iter().all(|&mode| email::is_email(address, mode)) {
            return Ok(false);
        }
        for &callback in &rule.callbacks {
            if !self.callback(callback, text, subject, spot)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a value can be cast without loss.
    pub(super) fn can_be_cast(&mut self, to: Cast, subject: &Subject<'_, 'a, V>) -> Answer<H::Error> {
        match to {
            _ if matches!(subject.view, View::Null) => Ok(true),
            Cast::Date => self.is_castable_date(subject),
            to => Ok(cast(to, subject.view).is_some()),
        }
    }
}

pub(super) fn is_url(rule: &UrlRule, text: &[u8]) -> bool {
    if rule.is_whatwg { url::is_whatwg(text, &rule.schemes) } else { url::is_url(text, &rule.schemes) }
}

#[inline]
pub(super) fn has_format(format: Format, text: &[u8]) -> bool {
    match format {
        Format::Ascii => string::is_ascii(text),
        Format::Lowercase => string::is_lowercase(text),
        Format::Uppercase => string::is_uppercase(text),
        Format::HexColor => color::is_hex_color(text),
        Format::Base64 => base64::is_base64(text),
        Format::Encoding(encoding) => string::has_encoding(text, encoding),
        Format::Uuid(version) => uuid::is_uuid(text, version),
        Format::Ulid => uuid::is_ulid(text),
        Format::Ip => ip::is_ip(text),
        Format::Ipv4 => ip::is_ipv4(text),
        Format::Ipv6 => ip::is_ipv6(text),
        Format::Mac => ip::is_mac(text),
        Format::Cidr(version) => ip::is_cidr(text, version),
        Format::Hostname => ip::is_hostname(text),
        Format::E164 => phone::is_e164(text),
        Format::Iban => finance::is_iban(text),
        Format::Bic => finance::is_bic(text),
        Format::Isbn(version) => publication::is_isbn(text, version),
        Format::Issn => publication::is_issn(text),
        Format::PasswordStrength(level) => password::strength(text) >= level,
    }
}

/// A value that was cast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Casted {
    Int(i64),
    Float(f64),
    Bool(bool),
}

/// Casts a value, if nothing is lost by it. Dates are made elsewhere.
pub(crate) fn cast<A>(to: Cast, view: View<'_, A>) -> Option<Casted> {
    match to {
        Cast::Int => match view {
            View::Int(value) => Some(Casted::Int(value)),
            View::Float(value) => integral(value).map(Casted::Int),
            View::String(text) => number::is_integer(text).map(Casted::Int),
            _ => None,
        },
        Cast::Float => float(view).map(Casted::Float),
        Cast::Bool => boolean(view).map(Casted::Bool),
        Cast::Date => None,
    }
}

fn integral(value: f64) -> Option<i64> {
    // Within these bounds the conversion is exact.
    #[expect(clippy::cast_possible_truncation)]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

fn float<A>(view: View<'_, A>) -> Option<f64> {
    // As PHP converts an integer: to the nearest float.
    #[expect(clippy::cast_precision_loss)]
    let of_integer = |value: i64| value as f64;
    let value = match view {
        View::Int(value) => of_integer(value),
        View::Float(value) => value,
        View::String(text) if is_numeric(View::<A>::String(text), false) => match number::parse_numeric(text)? {
            number::Numeric::Int(0) if string::trim(text).starts_with(b"-") => -0.0,
            number::Numeric::Int(value) => of_integer(value),
            number::Numeric::Float(value) => value,
        },
        _ => return None,
    };
    value.is_finite().then_some(value)
}

fn boolean<A>(view: View<'_, A>) -> Option<bool> {
    match view {
        View::Bool(value) => Some(value),
        View::Int(0) => Some(false),
        View::Int(1) => Some(true),
        View::String(text) => {
            let is_one_of = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()));
            match () {
                () if is_one_of(&["1", "true", "on", "yes"]) => Some(true),
                () if is_one_of(&["0", "false", "off", "no"]) => Some(false),
                () => None,
            }
        }
        _ => None,
    }
}
