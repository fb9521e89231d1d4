//! Makes a rule of its name and parameters.

use super::names::{Name, takes};
use super::parameters::{NOT_NEGATIVE, Parameters, count, is_above, misfit, not_among, number, other};
use super::{Fault, Lookup};
use crate::error::CompileErrorKind;
use crate::rules::date::iso_date;
use crate::rules::decimal::Decimal;
use crate::rules::format::{email, finance, uuid};
use crate::rules::number::parse_numeric;
use crate::rules::password::Requirements;
use crate::rules::pattern::Pattern;
use crate::rules::string::Encoding;
use crate::schema::{
    CONFIRMATION, Cast, Choices, Comparison, Condition, DateOperand, Demand, EmailRule, Enumeration, Expected, Format,
    Number, Operand, Rule, UrlRule, Want,
};

const EMAIL_MODES: [&str; 8] = ["rfc", "strict", "rfc5321", "html5", "filter", "filter_unicode", "dns", "spoof"];
const UUID_VERSIONS: [&str; 11] = ["1", "2", "3", "4", "5", "6", "7", "8", "0", "max", "nil"];
const PASSWORD_WORDS: [&str; 4] = ["letters", "mixed", "numbers", "symbols"];
const ZONE_GROUPS: [&str; 14] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
    "UTC",
    "All",
    "All_with_BC",
    "Per_Country",
];

/// The level of strength that is asked for where none is given.
const PASSWORD_STRENGTH: u8 = 2;

/// Makes the rule; `None` of those that say something about the field as a whole only.
pub(super) fn build(name: Name, given: Parameters<'_>, lookup: &mut Lookup<'_>) -> Result<Option<Rule>, Fault> {
    if let Some(why) = name.miscounts(given.texts.len()) {
        return Err(Fault::new(CompileErrorKind::BadParameters, why));
    }
    if let Some(rule) = demand(name, given)? {
        return Ok(Some(rule));
    }
    Ok(Some(match name {
        Name::Bail | Name::Nullable | Name::Sometimes => return Ok(None),
        Name::Exclude => Rule::Exclude,
        Name::Prohibits => Rule::Prohibits(given.others()?),
        Name::String => Rule::String,
        Name::Boolean => Rule::Boolean { strict: given.has("strict")? },
        Name::Integer => Rule::Integer { strict: given.has("strict")? },
        Name::Numeric => Rule::Numeric { strict: given.has("strict")? },
        Name::List => Rule::List,
        Name::Array if given.texts.is_empty() => Rule::Array,
        Name::Array | Name::ArrayKeys => Rule::ArrayKeys(given.keys()),
        Name::RequiredArrayKeys => Rule::RequiredArrayKeys(given.keys()),
        Name::InArrayKeys => Rule::InArrayKeys(given.keys()),
        Name::Json => Rule::Json,
        Name::Alpha => Rule::Alpha { ascii: given.has("ascii")? },
        Name::AlphaDash => Rule::AlphaDash { ascii: given.has("ascii")? },
        Name::AlphaNum => Rule::AlphaNum { ascii: given.has("ascii")? },
        Name::StartsWith => Rule::StartsWith { texts: given.all(), negated: false },
        Name::DoesntStartWith => Rule::StartsWith { texts: given.all(), negated: true },
        Name::EndsWith => Rule::EndsWith { texts: given.all(), negated: false },
        Name::DoesntEndWith => Rule::EndsWith { texts: given.all(), negated: true },
        Name::Regex => Rule::Pattern { pattern: pattern(given)?, negated: false },
        Name::NotRegex => Rule::Pattern { pattern: pattern(given)?, negated: true },
        Name::RegexPcre => Rule::Pcre(lookup.pcre(given.get(0).unwrap_or_default())?),
        Name::Email => email_rule(given, lookup)?,
        Name::Url => url_rule(given),
        Name::CardNumber => {
            let known: Vec<_> = finance::Scheme::names().collect();
            let schemes = given.words(&known)?;
            Rule::Card(schemes.iter().filter_map(|scheme| finance::Scheme::parse(scheme.as_bytes())).collect())
        }
        Name::Password => password(given)?,
        Name::In => Rule::In { choices: Box::new(Choices::new(given.texts.to_vec())), negated: false },
        Name::NotIn => Rule::In { choices: Box::new(Choices::new(given.texts.to_vec())), negated: true },
        Name::Timezone => timezone(given, lookup)?,
        Name::Enum => enumeration(given, lookup)?,
        Name::Contains => Rule::Contains { texts: given.all(), negated: false },
        Name::DoesntContain => Rule::Contains { texts: given.all(), negated: true },
        Name::Same => Rule::Same(Box::new(given.other(0)?)),
        Name::Confirmed => confirmed(given)?,
        Name::Different => Rule::Different(given.others()?),
        Name::Distinct => {
            let words = given.words(&["strict", "ignore_case"])?;
            let (strict, ignore_case) = (words.contains(&"strict"), words.contains(&"ignore_case"));
            Rule::Distinct { strict, ignore_case, slot: lookup.slot() }
        }
        Name::InArray => Rule::InArray { path: Box::new(given.path(0)?), slot: lookup.slot() },
        Name::Date => Rule::Date,
        Name::DateFormat => Rule::DateFormat(given.all()),
        Name::Before => compare_dates(Comparison::Less, given)?,
        Name::BeforeOrEqual => compare_dates(Comparison::LessOrEqual, given)?,
        Name::DateEquals => compare_dates(Comparison::Equal, given)?,
        Name::AfterOrEqual => compare_dates(Comparison::GreaterOrEqual, given)?,
        Name::After => compare_dates(Comparison::Greater, given)?,
        Name::Trim => Rule::Trim,
        Name::Cast => Rule::Cast(match given.word(0, &["int", "float", "bool", "date"])? {
            "int" => Cast::Int,
            "float" => Cast::Float,
            "bool" => Cast::Bool,
            _ => Cast::Date,
        }),
        Name::AnyOf => {
            let why = "must be written as an array".to_owned();
            return Err(Fault::new(CompileErrorKind::BadParameters, why));
        }
        _ => match size(name, given)? {
            Some(rule) => rule,
            None => Rule::Format(format(name, given)?),
        },
    }))
}

/// The rules about a value's presence, or that of others.
fn demand(name: Name, given: Parameters<'_>) -> Result<Option<Rule>, Fault> {
    let when = |demand: Demand, condition: Condition| Ok(Some(Rule::DemandIf(demand, Box::new(condition))));
    let exclude = |condition: Condition| Ok(Some(Rule::ExcludeIf(Box::new(condition))));
    let values = || given.rest(1).iter().map(|text| Expected::new(text)).collect();
    let is = |needs_presence: bool| {
        given.other(0).map(|other| Condition::Is { other, values: values(), needs_presence, is_boolean: false })
    };
    let is_not = || given.other(0).map(|other| Condition::IsNot { other, values: values(), is_boolean: false });
    let others = |want: Want, all: bool| given.others().map(|others| Condition::Others { others, want, all });
    let accepted = || given.other(0).map(Condition::Accepted);
    let declined = || given.other(0).map(Condition::Declined);
    match name {
        Name::Required => Ok(Some(Rule::Demand(Demand::Required))),
        Name::Filled => Ok(Some(Rule::Demand(Demand::Filled))),
        Name::Present => Ok(Some(Rule::Demand(Demand::Present))),
        Name::Missing => Ok(Some(Rule::Demand(Demand::Missing))),
        Name::Prohibited => Ok(Some(Rule::Demand(Demand::Prohibited))),
        Name::Accepted => Ok(Some(Rule::Demand(Demand::Accepted))),
        Name::Declined => Ok(Some(Rule::Demand(Demand::Declined))),
        Name::RequiredIf => when(Demand::Required, is(true)?),
        Name::RequiredUnless => when(Demand::Required, is_not()?),
        Name::RequiredIfAccepted => when(Demand::Required, accepted()?),
        Name::RequiredIfDeclined => when(Demand::Required, declined()?),
        Name::RequiredWith => when(Demand::Required, others(Want::Filled, false)?),
        Name::RequiredWithAll => when(Demand::Required, others(Want::Filled, true)?),
        Name::RequiredWithout => when(Demand::Required, others(Want::Unfilled, false)?),
        Name::RequiredWithoutAll => when(Demand::Required, others(Want::Unfilled, true)?),
        Name::PresentIf => when(Demand::Present, is(false)?),
        Name::PresentUnless => when(Demand::Present, is_not()?),
        Name::PresentWith => when(Demand::Present, others(Want::Present, false)?),
        Name::PresentWithAll => when(Demand::Present, others(Want::Present, true)?),
        Name::MissingIf => when(Demand::Missing, is(false)?),
        Name::MissingUnless => when(Demand::Missing, is_not()?),
        Name::MissingWith => when(Demand::Missing, others(Want::Present, false)?),
        Name::MissingWithAll => when(Demand::Missing, others(Want::Present, true)?),
        Name::ProhibitedIf => when(Demand::Prohibited, is(false)?),
        Name::ProhibitedUnless => when(Demand::Prohibited, is_not()?),
        Name::ProhibitedIfAccepted => when(Demand::Prohibited, accepted()?),
        Name::ProhibitedIfDeclined => when(Demand::Prohibited, declined()?),
        Name::AcceptedIf => when(Demand::Accepted, is(false)?),
        Name::DeclinedIf => when(Demand::Declined, is(false)?),
        Name::ExcludeIf => exclude(is(true)?),
        Name::ExcludeUnless => exclude(is_not()?),
        // Of several fields only the first counts.
        Name::ExcludeWith => {
            let others = Box::new([given.other(0)?]);
            exclude(Condition::Others { others, want: Want::Present, all: false })
        }
        Name::ExcludeWithout => exclude(others(Want::Unfilled, false)?),
        _ => Ok(None),
    }
}

/// The rules about sizes and numbers.
fn size(name: Name, given: Parameters<'_>) -> Result<Option<Rule>, Fault> {
    let compare = |comparison: Comparison| {
        let text = given.get(0).unwrap_or_default();
        Ok(Some(Rule::Compare(comparison, Box::new(Operand { other: given.other(0)?, number: number(text) }))))
    };
    Ok(Some(match name {
        Name::Size => between(Some(given.number(0)?), Some(given.number(0)?)),
        Name::Min => between(Some(given.number(0)?), None),
        Name::Max => between(None, Some(given.number(0)?)),
        Name::Between => {
            let (least, most) = (given.number(0)?, given.number(1)?);
            if is_greater(&least, &most) {
                return Err(is_above());
            }
            between(Some(least), Some(most))
        }
        Name::MultipleOf => {
            let number = given.number(0)?;
            if is_zero(&number) {
                let why = "parameter 1 must not be zero".to_owned();
                return Err(Fault::new(CompileErrorKind::BadParameters, why));
            }
            Rule::MultipleOf(Box::new(number))
        }
        Name::Digits => {
            let count = given.count(0)?;
            Rule::Digits { least: count, most: count }
        }
        Name::MinDigits => Rule::Digits { least: given.count(0)?, most: usize::MAX },
        Name::MaxDigits => Rule::Digits { least: 0, most: given.count(0)? },
        Name::DigitsBetween => {
            let (least, most) = range(given)?;
            Rule::Digits { least, most }
        }
        Name::Decimal => {
            let (least, most) = if given.texts.len() == 1 { (given.count(0)?, given.count(0)?) } else { range(given)? };
            Rule::Decimal { least, most }
        }
        Name::Gt => return compare(Comparison::Greater),
        Name::Gte => return compare(Comparison::GreaterOrEqual),
        Name::Lt => return compare(Comparison::Less),
        Name::Lte => return compare(Comparison::LessOrEqual),
        _ => return Ok(None),
    }))
}

/// A size between two numbers, either of which may be left out.
fn between(least: Option<Number>, most: Option<Number>) -> Rule {
    let integer = |number: &Option<Number>, none: i64| match number {
        None => Some(none),
        Some(number) => number.integer.filter(|&integer| integer != none),
    };
    match (integer(&least, i64::MIN), integer(&most, i64::MAX)) {
        (Some(least), Some(most)) => Rule::Size { least, most },
        _ => Rule::SizeBetween(Box::new((least, most))),
    }
}

fn range(given: Parameters<'_>) -> Result<(usize, usize), Fault> {
    let (least, most) = (given.count(0)?, given.count(1)?);
    if least > most { Err(is_above()) } else { Ok((least, most)) }
}

fn is_greater(one: &Number, other: &Number) -> bool {
    match (Decimal::parse(&one.text), Decimal::parse(&other.text)) {
        (Some(one), Some(other)) => one > other,
        _ => false,
    }
}

fn is_zero(number: &Number) -> bool {
    Decimal::parse(&number.text) == Decimal::parse(b"0")
}

/// The rules about the form of a text.
fn format(name: Name, given: Parameters<'_>) -> Result<Format, Fault> {
    let version = |words: &[&'static str]| {
        if given.texts.is_empty() { Ok(None) } else { given.word(0, words).map(|word| word.parse::<u8>().ok()) }
    };
    Ok(match name {
        Name::Ascii => Format::Ascii,
        Name::Lowercase => Format::Lowercase,
        Name::Uppercase => Format::Uppercase,
        Name::HexColor => Format::HexColor,
        Name::Base64 => Format::Base64,
        Name::Ulid => Format::Ulid,
        Name::Ip => Format::Ip,
        Name::Ipv4 => Format::Ipv4,
        Name::Ipv6 => Format::Ipv6,
        Name::MacAddress => Format::Mac,
        Name::Cidr => Format::Cidr(version(&["4", "6"])?),
        Name::Hostname => Format::Hostname,
        Name::E164 => Format::E164,
        Name::Iban => Format::Iban,
        Name::Bic => Format::Bic,
        Name::Isbn => Format::Isbn(version(&["10", "13"])?),
        Name::Issn => Format::Issn,
        Name::PasswordStrength => {
            Format::PasswordStrength(version(&["1", "2", "3", "4"])?.unwrap_or(PASSWORD_STRENGTH))
        }
        Name::Encoding => {
            let text = given.get(0).unwrap_or_default();
            let unknown = || not_among(0, &Encoding::NAMES.map(|(name, _)| name), text);
            Format::Encoding(Encoding::parse(text).ok_or_else(unknown)?)
        }
        _ => {
            debug_assert_eq!(name, Name::Uuid, "every other rule is made elsewhere");
            let version = match given.get(0) {
                None => uuid::Version::Any,
                Some(text) => uuid::Version::parse(text).ok_or_else(|| not_among(0, &UUID_VERSIONS, text))?,
            };
            Format::Uuid(version)
        }
    })
}

fn pattern(given: Parameters<'_>) -> Result<Box<Pattern>, Fault> {
    let pattern = Pattern::compile(given.get(0).unwrap_or_default());
    pattern.map(Box::new).map_err(|error| Fault::new(CompileErrorKind::BadPattern, error.to_string()))
}

fn email_rule(given: Parameters<'_>, lookup: &Lookup<'_>) -> Result<Rule, Fault> {
    let (mut modes, mut callbacks) = (Vec::new(), Vec::new());
    for word in given.words(&EMAIL_MODES)? {
        match email::Mode::parse(word.as_bytes()) {
            Some(mode) => modes.push(mode),
            None => callbacks.push(lookup.hook(format!("email:{word}").as_bytes())?),
        }
    }
    if modes.is_empty() {
        modes.push(email::Mode::Rfc);
    }
    Ok(Rule::Email(Box::new(EmailRule { modes: modes.into(), callbacks: callbacks.into() })))
}

fn url_rule(given: Parameters<'_>) -> Rule {
    let is_whatwg = given.get(0) == Some(b"whatwg");
    let mut schemes = given.rest(usize::from(is_whatwg)).to_vec();
    if is_whatwg && schemes.is_empty() {
        schemes = vec![b"http"[..].into(), b"https"[..].into()];
    }
    Rule::Url(Box::new(UrlRule { is_whatwg, schemes: schemes.into() }))
}

fn password(given: Parameters<'_>) -> Result<Rule, Fault> {
    let mut wanted = Requirements::default();
    for (at, text) in given.texts.iter().enumerate() {
        match &**text {
            b"letters" => wanted.letters = true,
            b"mixed" => wanted.mixed = true,
            b"numbers" => wanted.numbers = true,
            b"symbols" => wanted.symbols = true,
            text => match count(text) {
                Some(length) => wanted.min = length,
                None if parse_numeric(text).is_some() => return Err(misfit(at, NOT_NEGATIVE, text)),
                None => return Err(not_among(at, &PASSWORD_WORDS, text)),
            },
        }
    }
    Ok(Rule::Password(Box::new(wanted)))
}

fn timezone(given: Parameters<'_>, lookup: &mut Lookup<'_>) -> Result<Rule, Fault> {
    let group = given.get(0).unwrap_or(b"All");
    let known = ZONE_GROUPS.iter().find(|known| known.as_bytes().eq_ignore_ascii_case(group));
    let known = known.ok_or_else(|| not_among(0, &ZONE_GROUPS, group))?;
    if *known == "Per_Country" && given.texts.len() < 2 {
        return Err(Fault::new(CompileErrorKind::BadParameters, takes(2, 2, given.texts.len())));
    }
    let country = given.get(1).map(<[u8]>::to_ascii_uppercase);
    let names = lookup.environment.timezones(known.as_bytes(), country.as_deref());
    let names = names.ok_or_else(|| {
        Fault::new(CompileErrorKind::BadParameters, "the names of time zones are not known here".to_owned())
    })?;
    Ok(Rule::Timezone(Box::new(Choices::new(names))))
}

fn enumeration(given: Parameters<'_>, lookup: &mut Lookup<'_>) -> Result<Rule, Fault> {
    let class = given.get(0).unwrap_or_default();
    let values = lookup.environment.enumeration(class).ok_or_else(|| misfit(0, "a backed enum", class))?;
    Ok(Rule::Enum(Box::new(Enumeration { class: class.into(), values: Choices::new(values) })))
}

/// `confirmed` asks for the field of the same name with a suffix.
fn confirmed(given: Parameters<'_>) -> Result<Rule, Fault> {
    if !given.texts.is_empty() {
        return Ok(Rule::Same(Box::new(given.other(0)?)));
    }
    Ok(match given.own.with_suffix(CONFIRMATION) {
        Some(path) => Rule::Same(Box::new(other(given.own, path))),
        // Which field that is depends on the key that the last wildcard stands for.
        None => Rule::ConfirmedItem(given.own.parent().map(|path| Box::new(other(given.own, path)))),
    })
}

fn compare_dates(comparison: Comparison, given: Parameters<'_>) -> Result<Rule, Fault> {
    let text = given.get(0).unwrap_or_default();
    let operand = DateOperand { text: text.into(), iso: iso_date(text), other: given.other(0)?, format: None };
    Ok(Rule::DateCompare(comparison, Box::new(operand)))
}
