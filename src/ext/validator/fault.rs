//! What can be wrong with rules, a schema or data, as the exceptions say it.

use crate::ext::exception::{self, throw_pieces};
use crate::ext::persistent::BuildFault;
use crate::zval::array::new_string;
use crate::zval::guard::kept;
use crate::zval::value::Raw;
use highper_validator::{CompileError, CompileErrorKind};

// RuleException's constants; 1 to 6 are the engine's.
const BAD_DEFINITION: i64 = CompileErrorKind::BadDefinition as i64;
const NOT_PERSISTENT: i64 = 7;
const NESTED_BUILD: i64 = 8;
const BAD_BUILD: i64 = 9;
const BAD_OPTION: i64 = 10;
const PATTERN_GAVE_UP: i64 = 11;
/// The code of every ValidationException.
const INVALID_DATA: i64 = 422;

/// A fault that PHP gets as a RuleException.
#[derive(Debug)]
pub enum Fault {
    /// An exception is on its way already.
    Thrown,
    /// To be thrown.
    Rule { code: i64, message: Vec<u8>, field: Option<Vec<u8>>, rule: Option<Vec<u8>> },
}

impl From<CompileError> for Fault {
    fn from(error: CompileError) -> Self {
        Self::Rule {
            code: error.kind as i64,
            message: error.to_string().into(),
            field: error.field.map(Into::into),
            rule: error.rule.map(Into::into),
        }
    }
}

impl Fault {
    fn new(code: i64, message: Vec<u8>) -> Self {
        Self::Rule { code, message, field: None, rule: None }
    }

    /// Of a field, or of one of its rules.
    fn of(code: i64, field: &[u8], rule: Option<&[u8]>, why: &[u8]) -> Self {
        let place = match rule {
            Some(rule) => [b"rule '", rule, b"' of field '", field, b"': "].concat(),
            None => [b"field '", field, b"': "].concat(),
        };
        let message = [&place, why].concat();
        Self::Rule { code, message, field: Some(field.into()), rule: rule.map(Into::into) }
    }

    pub fn bad_rules(field: &[u8], given: &[u8]) -> Self {
        Self::of(
            BAD_DEFINITION,
            field,
            None,
            &[b"rules must be a string, a list or a closure, ", given, b" given"].concat(),
        )
    }

    pub fn bad_rule(field: &[u8], given: &[u8]) -> Self {
        let what = b"a rule must be a string, a list, a closure or an object that converts to a string, ";
        Self::of(BAD_DEFINITION, field, None, &[what, given, b" given"].concat())
    }

    pub fn nameless(field: &[u8]) -> Self {
        Self::of(BAD_DEFINITION, field, None, b"an array of a rule must begin with its name")
    }

    pub fn bad_custom(name: &[u8], given: &[u8]) -> Self {
        let what = [b"the custom rule '", name, b"' must be a callable, or an array with one under 'callback', "];
        Self::new(BAD_DEFINITION, [&what.concat()[..], given, b" given"].concat())
    }

    /// Of a message or an attribute, which must be `wanted`.
    pub fn bad_text(what: &str, key: &[u8], wanted: &str, given: &[u8]) -> Self {
        let parts = [what.as_bytes(), b" '", key, b"' must be ", wanted.as_bytes(), b", ", given, b" given"];
        Self::new(BAD_DEFINITION, parts.concat())
    }

    pub fn bad_verdict(field: &[u8], rule: &[u8], given: &[u8]) -> Self {
        let why = [b"the callback must return a bool or a string, ", given, b" returned"].concat();
        Self::of(BAD_DEFINITION, field, Some(rule), &why)
    }

    pub fn not_persistent(field: &[u8], rule: &[u8]) -> Self {
        let why = b"cannot outlive the request: a persistent validator takes no closures and no callbacks";
        Self::of(NOT_PERSISTENT, field, Some(rule), why)
    }

    pub fn bad_limit(given: i64) -> Self {
        Self::new(BAD_OPTION, format!("maxErrors() takes 0 or more, {given} given").into())
    }

    pub fn gave_up(field: &[u8], why: &[u8]) -> Self {
        Self::of(PATTERN_GAVE_UP, field, Some(b"regex_pcre"), &[b"PCRE gave up: ", why].concat())
    }

    /// Throws it. For use within a cold handler.
    #[cold]
    pub fn throw(self) {
        let fault = kept(self);
        if let Self::Rule { code, message, field, rule } = &*fault {
            let text = |text: &Option<Vec<u8>>| text.as_deref().map_or(Raw::NULL, new_string);
            exception::throw(&exception::RULE, message, *code, &[("field", text(field)), ("rule", text(rule))]);
        }
    }
}

/// Throws the ValidationException of a result; takes the result over.
#[cold]
pub fn throw_validation(first: &[u8], failures: usize, result: Raw) {
    let more = kept(if failures > 1 { format!(" (and {} more)", failures - 1) } else { String::new() });
    let message = kept([first, more.as_bytes()].concat());
    exception::throw(&exception::VALIDATION, &message, INVALID_DATA, &[("result", result)]);
}

/// Throws the Error of an object that nothing made.
#[cold]
pub fn throw_unmade() {
    throw_pieces(&exception::RULE, &[b"the object was not made by a validator"], BAD_DEFINITION);
}

impl BuildFault for Fault {
    fn nested_build(key: &[u8]) -> Self {
        Self::new(
            NESTED_BUILD,
            [b"persistent('", key, b"') is being built already: its build function asks for its own key"].concat(),
        )
    }

    fn bad_build(key: &[u8], given: &[u8]) -> Self {
        let what = [b"the build function of persistent('", key, b"') must return a Validator, ", given, b" returned"];
        Self::new(BAD_BUILD, what.concat())
    }

    fn throw(self) {
        Self::throw(self);
    }
}
