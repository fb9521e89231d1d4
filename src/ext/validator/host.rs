//! What the validator's engine asks of PHP: dates, PCRE, closures and callbacks.

use super::callback::{ask_callback, ask_closure};
use super::definition::{Kind, to_text};
use super::fault::Fault;
use super::settle::noted;
use super::state::Compiled;
use super::value::PhpValue;
use crate::zval::array::{Array, new_string};
use crate::zval::call::{call_named, has_exception, is_instance};
use crate::zval::guard::caught;
use crate::zval::object_data::{class_of, is_enum};
use crate::zval::stream::unheard;
use crate::zval::string;
use crate::zval::sys::php_date_get_interface_ce;
use crate::zval::value::{IS_ARRAY, IS_LONG, IS_OBJECT, IS_STRING, Raw};
use highper_validator::rules::loose::{self, Scalar};
use highper_validator::{Day, Environment, Host, Verdict};

/// What is asked while rules are compiled.
pub struct Compiling {
    /// The patterns for PCRE, by number.
    pub patterns: Vec<Box<[u8]>>,
    /// What is known of enumerations; not owned.
    pub enumerations: Raw,
    /// The name of one that has to be looked up before the rules can be compiled; owned.
    pub wanted: Option<Raw>,
}

/// DateTimeZone's constants.
const TIMEZONE_GROUPS: [(&[u8], i64); 14] = [
    (b"africa", 1),
    (b"america", 2),
    (b"antarctica", 4),
    (b"arctic", 8),
    (b"asia", 16),
    (b"atlantic", 32),
    (b"australia", 64),
    (b"europe", 128),
    (b"indian", 256),
    (b"pacific", 512),
    (b"utc", 1024),
    (b"all", 2047),
    (b"all_with_bc", 4095),
    (b"per_country", 4096),
];

impl Environment for Compiling {
    fn timezones(&mut self, group: &[u8], country: Option<&[u8]>) -> Option<Vec<Box<[u8]>>> {
        let lower = group.to_ascii_lowercase();
        let number = TIMEZONE_GROUPS.iter().find(|(name, _)| *name == lower)?.1;
        // SAFETY: the arguments are ours; a list of strings is read while it is owned.
        unsafe {
            let country = country.map_or(Raw::NULL, new_string);
            let answer = call_named("timezone_identifiers_list", &mut [Raw::long(number), country]);
            country.release();
            let answer = answer?;
            let names = (answer.kind() == IS_ARRAY).then(|| {
                let texts = Array(answer.payload.array).iter().map(|(_, name)| name);
                texts.filter(|name| name.kind() == IS_STRING).map(|name| name.bytes().into()).collect()
            });
            answer.release();
            names
        }
    }

    fn enumeration(&mut self, class: &[u8]) -> Option<Vec<Box<[u8]>>> {
        let Some(values) = noted(self.enumerations, class) else {
            self.wanted.get_or_insert_with(|| new_string(class));
            return None;
        };
        // SAFETY: what was settled is alive, and the values of cases are texts and integers.
        (values.kind() == IS_ARRAY).then(|| unsafe {
            let values = Array(values.payload.array).iter().filter_map(|(_, value)| to_text(value));
            values.map(Vec::into_boxed_slice).collect()
        })
    }

    fn pcre(&mut self, pattern: &[u8]) -> Result<u32, String> {
        // SAFETY: the arguments are ours.
        let (matched, reported) = unsafe {
            let (pattern, subject) = (new_string(pattern), Raw::empty_string());
            let matched = unheard(|| call_named("preg_match", &mut [pattern, subject]));
            pattern.release();
            (matched.map(Raw::kind), last_error())
        };
        match matched {
            Some(IS_LONG) => {
                self.patterns.push(pattern.into());
                Ok(u32::try_from(self.patterns.len() - 1).unwrap_or(u32::MAX))
            }
            _ => Err(reported.unwrap_or_else(|| "PCRE refuses it".to_owned())),
        }
    }
}

/// What the engine reported last, without the name of the function; forgotten then.
unsafe fn last_error() -> Option<String> {
    // SAFETY: the answer is ours.
    unsafe {
        let answer = call_named("error_get_last", &mut [])?;
        let message = (answer.kind() == IS_ARRAY)
            .then(|| Array(answer.payload.array).get("message"))
            .flatten()
            .filter(|message| message.kind() == IS_STRING)
            .map(|message| String::from_utf8_lossy(message.bytes()).into_owned());
        answer.release();
        call_named("error_clear_last", &mut []);
        message.map(|message| message.strip_prefix("preg_match(): ").unwrap_or(&message).to_owned())
    }
}

/// What is asked while a payload is checked. The error means that an exception is on its way.
pub struct Checking<'c> {
    pub compiled: &'c Compiled,
    /// Closures and callbacks by their numbers; owned by the validator.
    pub callables: &'c [Raw],
    /// The payload.
    pub data: Raw,
    /// PHP code did not come back: once nothing of the check is left, the request is to end.
    pub has_bailed_out: bool,
}

/// An exception is on its way.
#[derive(Debug)]
pub struct Thrown;

impl Checking<'_> {
    /// Asks PHP, which may end the request for its memory or its time, or in the handler of a signal: what the engine holds is dropped before it does.
    fn held<R>(&mut self, ask: impl FnOnce() -> Result<R, Thrown>) -> Result<R, Thrown> {
        caught(ask).unwrap_or_else(|| {
            self.has_bailed_out = true;
            Err(Thrown)
        })
    }

    /// Calls a function on texts; the result is the caller's.
    fn ask(name: &str, texts: &[&[u8]]) -> Result<Raw, Thrown> {
        // SAFETY: the arguments are ours, and the data has no references: handlers of signals may run.
        unsafe {
            let mut arguments: [Raw; 3] = [Raw::NULL; 3];
            for (place, text) in arguments.iter_mut().zip(texts) {
                *place = new_string(text);
            }
            let count = texts.len().min(arguments.len());
            let answer = unheard(|| call_named(name, arguments.get_mut(..count).unwrap_or_default()));
            for argument in arguments {
                argument.release();
            }
            answer.ok_or(Thrown)
        }
    }

    /// The time of a date object in seconds and microseconds, by the engine's own functions, whatever a subclass overrides.
    fn moment(date: Raw) -> Result<(i64, u32), Thrown> {
        // SAFETY: the object is alive and a date; the answers are ours.
        unsafe {
            let seconds = call_named("date_timestamp_get", &mut [date]).ok_or(Thrown)?;
            let seconds = if seconds.kind() == IS_LONG { seconds.payload.long } else { 0 };
            let format = Raw::string(string::shared(b"u"));
            let fraction = call_named("date_format", &mut [date, format]).ok_or(Thrown)?;
            let digits = if fraction.kind() == IS_STRING { fraction.bytes() } else { b"" };
            let microseconds = digits.iter().filter(|byte| byte.is_ascii_digit()).take(6);
            let microseconds = microseconds.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
            fraction.release();
            Ok((seconds, microseconds))
        }
    }

    /// As `strtotime()`.
    fn ask_time(text: &[u8]) -> Result<Option<i64>, Thrown> {
        let time = Self::ask("strtotime", &[text])?;
        match time.kind() {
            // SAFETY: the type says which field counts; no other answer needs a release.
            IS_LONG => Ok(Some(unsafe { time.payload.long })),
            _ => Ok(None),
        }
    }

    /// As `date_parse()`.
    fn ask_date_parse(text: &[u8]) -> Result<Option<Option<Day>>, Thrown> {
        let parsed = Self::ask("date_parse", &[text])?;
        if parsed.kind() != IS_ARRAY {
            return Ok(None);
        }
        // SAFETY: the array is ours until the end.
        unsafe {
            let array = Array(parsed.payload.array);
            let is_clean = integer_of(array, "error_count") == Some(0);
            let part = |name| integer_of(array, name).and_then(|number| u32::try_from(number).ok());
            let day = match (integer_of(array, "year"), part("month"), part("day")) {
                (Some(year), Some(month), Some(day)) => Some((year, month, day)),
                _ => None,
            };
            parsed.release();
            Ok(is_clean.then_some(day))
        }
    }

    /// The time of a text in UTC, if it fits the format.
    fn ask_time_by_format(format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Thrown> {
        if text.contains(&0) || format.contains(&0) {
            return Ok(None);
        }
        // SAFETY: the objects and the texts are ours.
        unsafe {
            let zone = Self::ask("timezone_open", &[b"UTC"])?;
            let (pattern, given) = (new_string(&[b"!", format].concat()), new_string(text));
            let date = call_named("date_create_immutable_from_format", &mut [pattern, given, zone]);
            for argument in [pattern, given, zone] {
                argument.release();
            }
            let date = date.ok_or(Thrown)?;
            if date.kind() != IS_OBJECT {
                return Ok(None);
            }
            let format = new_string(format);
            let written = call_named("date_format", &mut [date, format]);
            format.release();
            // By `==`: `1` fits `m`.
            let fits = written.as_ref().is_some_and(|written| {
                written.kind() == IS_STRING && loose::equals(Scalar::String(written.bytes()), Scalar::String(text))
            });
            if let Some(written) = written {
                written.release();
            }
            let moment = if fits { Self::moment(date).map(Some) } else { Ok(None) };
            date.release();
            if has_exception() { Err(Thrown) } else { moment }
        }
    }

    /// The time of a text in the default time zone.
    fn ask_local_time_by_format(format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Thrown> {
        if text.contains(&0) || format.contains(&0) {
            return Ok(None);
        }
        let date = Self::ask("date_create_immutable_from_format", &[&[b"!", format].concat(), text])?;
        if date.kind() != IS_OBJECT {
            return Ok(None);
        }
        let moment = Self::moment(date);
        // SAFETY: ours.
        unsafe { date.release() };
        moment.map(Some)
    }

    /// Whether a text matches a pattern.
    fn ask_matches(pattern: &[u8], field: &[u8], text: &[u8]) -> Result<bool, Thrown> {
        let matched = Self::ask("preg_match", &[pattern, text])?;
        if matched.kind() == IS_LONG {
            // SAFETY: the type says which field counts.
            return Ok(unsafe { matched.payload.long } > 0);
        }
        // SAFETY: the answers are ours.
        unsafe {
            /// `PREG_BAD_UTF8_ERROR`: no text, so no match.
            const BAD_UTF8: i64 = 4;
            let code = call_named("preg_last_error", &mut []).ok_or(Thrown)?;
            if code.kind() == IS_LONG && code.payload.long == BAD_UTF8 {
                return Ok(false);
            }
            let why = call_named("preg_last_error_msg", &mut []).ok_or(Thrown)?;
            let text = if why.kind() == IS_STRING { why.bytes().to_vec() } else { Vec::new() };
            why.release();
            Fault::gave_up(field, &text).throw();
        }
        Err(Thrown)
    }
}

/// An integer of an array.
fn integer_of(array: Array, name: &str) -> Option<i64> {
    let value = array.get(name).filter(|value| value.kind() == IS_LONG)?;
    // SAFETY: the type says which field counts.
    Some(unsafe { value.payload.long })
}

impl<'a> Host<'a, PhpValue<'a>> for Checking<'_> {
    type Error = Thrown;

    fn time(&mut self, text: &[u8]) -> Result<Option<i64>, Thrown> {
        self.held(|| Self::ask_time(text))
    }

    fn date_parse(&mut self, text: &[u8]) -> Result<Option<Option<(i64, u32, u32)>>, Thrown> {
        self.held(|| Self::ask_date_parse(text))
    }

    fn time_by_format(&mut self, format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Thrown> {
        self.held(|| Self::ask_time_by_format(format, text))
    }

    fn local_time_by_format(&mut self, format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Thrown> {
        self.held(|| Self::ask_local_time_by_format(format, text))
    }

    fn time_of_object(&mut self, value: PhpValue<'a>) -> Result<Option<(i64, u32)>, Thrown> {
        let value = value.raw();
        // SAFETY: the value is alive.
        unsafe {
            if value.kind() != IS_OBJECT || !is_instance(value.payload.object, php_date_get_interface_ce()) {
                return Ok(None);
            }
        }
        self.held(|| Self::moment(value).map(Some))
    }

    fn matches(&mut self, pattern: u32, field: &[u8], text: &[u8]) -> Result<bool, Thrown> {
        let compiled = self.compiled;
        let pattern = compiled.patterns.get(pattern as usize).map(AsRef::as_ref).unwrap_or_default();
        self.held(|| Self::ask_matches(pattern, field, text))
    }

    fn is_case_of(&mut self, class: &[u8], value: PhpValue<'a>) -> Result<bool, Thrown> {
        let value = value.raw();
        // SAFETY: the value is alive.
        Ok(value.kind() == IS_OBJECT
            && unsafe {
                is_enum(class_of(value)) && string::bytes((*class_of(value)).name).eq_ignore_ascii_case(class)
            })
    }

    fn call_trimmed(
        &mut self,
        callback: u32,
        field: &[u8],
        _: PhpValue<'a>,
        text: &[u8],
        parameters: &[Box<[u8]>],
    ) -> Result<Verdict, Thrown> {
        let text = self.held(|| Ok(new_string(text)))?;
        let verdict = self.ask_about(callback, field, text, parameters);
        // SAFETY: ours.
        unsafe { text.release() };
        verdict
    }

    fn call(
        &mut self,
        callback: u32,
        field: &[u8],
        value: Option<PhpValue<'a>>,
        parameters: &[Box<[u8]>],
    ) -> Result<Verdict, Thrown> {
        self.ask_about(callback, field, value.map_or(Raw::NULL, PhpValue::raw), parameters)
    }
}

impl Checking<'_> {
    fn ask_about(
        &mut self,
        callback: u32,
        field: &[u8],
        value: Raw,
        parameters: &[Box<[u8]>],
    ) -> Result<Verdict, Thrown> {
        let position = callback as usize;
        let (Some(&callable), Some(kind)) = (self.callables.get(position), self.compiled.kinds.get(position)) else {
            return Ok(Verdict::Failed);
        };
        let data = self.data;
        // SAFETY: the validator owns its callables and the caller the data; the values in it stay as they are, since what runs PHP code is given data
        // without references.
        let ask = || unsafe {
            let answer = match kind {
                Kind::Callback(rule) => ask_callback(callable, field, rule, value, parameters, data),
                Kind::Closure => ask_closure(callable, field, value).ok_or(Fault::Thrown),
            };
            answer.map_err(|fault| {
                fault.throw();
                Thrown
            })
        };
        self.held(ask)
    }
}
