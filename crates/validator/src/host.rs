//! What the engine leaves to its surroundings.

use crate::input::Value;

/// Year, month and day.
pub type Day = (i64, u32, u32);

/// What is asked while rules are compiled.
pub trait Environment {
    /// The names of a group of time zones (`All`, `Africa`, … `UTC`, `All_with_BC`, `Per_Country` with a country's two letters), as PHP's
    /// `timezone_identifiers_list()` knows them; `None` if there is no such group or this place does not know.
    fn timezones(&mut self, group: &[u8], country: Option<&[u8]>) -> Option<Vec<Box<[u8]>>>;

    /// Prepares a pattern for PHP's own PCRE and gives it a number; the text says what is wrong with it.
    fn pcre(&mut self, pattern: &[u8]) -> Result<u32, String>;

    /// The values of the cases of a backed enumeration, as texts; `None` if there is none of this name.
    fn enumeration(&mut self, class: &[u8]) -> Option<Vec<Box<[u8]>>> {
        let _ = class;
        None
    }
}

/// What a callback says of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it should be.
    Passed,
    /// It is not; the rule's template says so.
    Failed,
    /// It is not, and these are the messages.
    Refused(Vec<Box<[u8]>>),
}

/// What is asked while a payload is checked. An error ends the check and is handed through.
pub trait Host<'a, V: Value<'a>> {
    /// Why a check cannot go on: an exception on its way, or something that this host cannot tell.
    type Error;

    /// The time that a text means, as PHP's `strtotime()` understands it, in seconds of the epoch; `None` if it means none.
    /// The engine reads `YYYY-MM-DD` itself and does not ask for it where the moment does not matter.
    fn time(&mut self, text: &[u8]) -> Result<Option<i64>, Self::Error>;

    /// The fields of a date that a text holds, as PHP's `date_parse()` sees them, if it has no errors in it: year, month, day.
    /// `Some(None)`: it parses, but names no day of the calendar.
    fn date_parse(&mut self, text: &[u8]) -> Result<Option<Option<Day>>, Self::Error>;

    /// Reads a text by a format in UTC (`DateTime::createFromFormat('!' . $format)`): the time in seconds and microseconds if it can be read, and
    /// what it is written back as equals the text by PHP's `==`.
    fn time_by_format(&mut self, format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Self::Error>;

    /// Reads a text by a format in the default time zone (`DateTime::createFromFormat('!' . $format)`), whatever it would be written back as.
    fn local_time_by_format(&mut self, format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Self::Error>;

    /// Whether a value is a date object, and then its time in seconds and microseconds.
    fn time_of_object(&mut self, value: V) -> Result<Option<(i64, u32)>, Self::Error>;

    /// Whether a text matches the pattern that [`Environment::pcre`] gave a number; `field` is the one that has the rule, as it was written.
    fn matches(&mut self, pattern: u32, field: &[u8], text: &[u8]) -> Result<bool, Self::Error>;

    /// Whether an opaque value is a case of an enumeration.
    fn is_case_of(&mut self, class: &[u8], value: V) -> Result<bool, Self::Error> {
        let _ = (class, value);
        Ok(false)
    }

    /// Asks a callback about a string of which `trim` has taken something away; `value` is the string as it stands in the data.
    fn call_trimmed(
        &mut self,
        callback: u32,
        field: &[u8],
        value: V,
        text: &[u8],
        parameters: &[Box<[u8]>],
    ) -> Result<Verdict, Self::Error> {
        let _ = text;
        self.call(callback, field, Some(value), parameters)
    }

    /// Asks a callback of the caller's; `value` is `None` where the field is absent.
    fn call(
        &mut self,
        callback: u32,
        field: &[u8],
        value: Option<V>,
        parameters: &[Box<[u8]>],
    ) -> Result<Verdict, Self::Error>;
}
