//! What the tests of the engine share: a host that knows a few dates, and values written as text.

#![allow(dead_code, reason = "no test uses all of it")]

use highper_validator::input::json::{JsonArray, JsonValue};
use highper_validator::input::{Array, Key, Segment, Value, View};
use highper_validator::{Builder, Environment, Host, Verdict};
use std::convert::Infallible;
use std::fmt::Write as _;

/// Knows enough for the tests.
pub struct Surroundings;

impl Environment for Surroundings {
    fn timezones(&mut self, group: &[u8], country: Option<&[u8]>) -> Option<Vec<Box<[u8]>>> {
        let all = [
            "Africa/Cairo",
            "Africa/Windhoek",
            "America/New_York",
            "Antarctica/Casey",
            "Arctic/Longyearbyen",
            "Asia/Tokyo",
            "Asia/Kolkata",
            "Atlantic/Azores",
            "Atlantic/Cape_Verde",
            "Australia/Sydney",
            "Europe/Kyiv",
            "Europe/London",
            "Indian/Christmas",
            "Pacific/Fiji",
            "UTC",
        ];
        let outdated = ["Europe/Kiev", "GB", "Cuba", "GMT", "America/Buenos_Aires", "Asia/Calcutta", "Egypt", "Japan"];
        let group = String::from_utf8_lossy(group).into_owned();
        let names: Vec<&str> = match group.as_str() {
            "All" => all.to_vec(),
            "All_with_BC" => all.iter().chain(&outdated).copied().collect(),
            "Per_Country" => match country? {
                b"GB" => vec!["Europe/London"],
                b"NA" => vec!["Africa/Windhoek"],
                b"UA" => vec!["Europe/Kyiv"],
                b"US" => vec!["America/New_York"],
                _ => Vec::new(),
            },
            "UTC" => vec!["UTC"],
            group => all.into_iter().filter(|name| name.starts_with(&format!("{group}/"))).collect(),
        };
        Some(names.into_iter().map(|name| name.as_bytes().into()).collect())
    }

    fn pcre(&mut self, _: &[u8]) -> Result<u32, String> {
        Err("there is no PCRE here".to_owned())
    }
}

impl<'a, V: Value<'a>> Host<'a, V> for Surroundings {
    type Error = Infallible;

    fn time(&mut self, _: &[u8]) -> Result<Option<i64>, Infallible> {
        Ok(None)
    }

    fn date_parse(&mut self, _: &[u8]) -> Result<Option<Option<(i64, u32, u32)>>, Infallible> {
        Ok(None)
    }

    fn time_by_format(&mut self, format: &[u8], text: &[u8]) -> Result<Option<(i64, u32)>, Infallible> {
        // Zones are not read by the engine.
        let zone: &[u8] = match format.last() {
            Some(b'e') => b"Atlantic/Azores",
            Some(b'T') => b"Z",
            Some(b'O') => b"+0000",
            _ => return Ok(None),
        };
        Ok(text.ends_with(zone).then_some((0, 0)))
    }

    fn local_time_by_format(&mut self, _: &[u8], _: &[u8]) -> Result<Option<(i64, u32)>, Infallible> {
        Ok(None)
    }

    fn time_of_object(&mut self, _: V) -> Result<Option<(i64, u32)>, Infallible> {
        Ok(None)
    }

    fn matches(&mut self, _: u32, _: &[u8], _: &[u8]) -> Result<bool, Infallible> {
        Ok(false)
    }

    /// The callback 1 passes, 2 fails, 3 has two messages, 4 refuses whatever contains no `x`.
    fn call(&mut self, callback: u32, _: &[u8], value: Option<V>, _: &[Box<[u8]>]) -> Result<Verdict, Infallible> {
        Ok(match callback {
            1 => Verdict::Passed,
            2 => Verdict::Failed,
            3 => Verdict::Refused(vec![b"one"[..].into(), b"two"[..].into()]),
            _ => match value.map(Value::view) {
                Some(View::String(text)) if text.contains(&b'x') => Verdict::Passed,
                _ => Verdict::Failed,
            },
        })
    }
}

/// Writes what it is to make: shared values in angle brackets do not differ from others.
#[derive(Default)]
pub struct Written;

impl<'a> Builder<'a, JsonValue<'a>> for Written {
    type Output = String;
    type Table = Vec<String>;
    type Error = Infallible;

    fn share(&mut self, value: JsonValue<'a>) -> Result<String, Infallible> {
        Ok(show(value.view()))
    }

    fn share_root(&mut self, data: JsonArray<'a>) -> Result<String, Infallible> {
        Ok(show(View::Array(data)))
    }

    fn null(&mut self) -> Result<String, Infallible> {
        Ok("null".to_owned())
    }

    fn boolean(&mut self, value: bool) -> Result<String, Infallible> {
        Ok(value.to_string())
    }

    fn integer(&mut self, value: i64) -> Result<String, Infallible> {
        Ok(value.to_string())
    }

    fn float(&mut self, value: f64) -> Result<String, Infallible> {
        Ok(format!("{value:?}"))
    }

    fn string(&mut self, text: &'a [u8]) -> Result<String, Infallible> {
        Ok(format!("{:?}", String::from_utf8_lossy(text)))
    }

    fn date(&mut self, text: &[u8], formats: &[Box<[u8]>]) -> Result<String, Infallible> {
        Ok(format!("date({}, {})", String::from_utf8_lossy(text), formats.len()))
    }

    fn begin(&mut self, _: usize) -> Result<Vec<String>, Infallible> {
        Ok(Vec::new())
    }

    fn put(&mut self, table: &mut Vec<String>, key: Key<'a>, value: String) -> Result<(), Infallible> {
        table.push(format!("{}={value}", String::from_utf8_lossy(&text(key))));
        Ok(())
    }

    fn finish(&mut self, table: Vec<String>) -> Result<String, Infallible> {
        let mut table = table;
        table.sort();
        Ok(format!("[{}]", table.join(" ")))
    }
}

/// A value as text, entries sorted.
pub fn show<'a, A: Array<'a>>(view: View<'a, A>) -> String {
    match view {
        View::Null => "null".to_owned(),
        View::Bool(value) => value.to_string(),
        View::Int(value) => value.to_string(),
        View::Float(value) => format!("{value:?}"),
        View::String(text) => format!("{:?}", String::from_utf8_lossy(text)),
        View::Array(array) => {
            let mut entries: Vec<String> = array
                .entries()
                .map(|(key, value)| format!("{}={}", String::from_utf8_lossy(&text(key)), show(value.view())))
                .collect();
            entries.sort();
            let mut shown = String::new();
            let _ = write!(shown, "[{}]", entries.join(" "));
            shown
        }
        View::Opaque => "opaque".to_owned(),
    }
}

/// A key as text.
pub fn text(key: Key<'_>) -> Vec<u8> {
    match key {
        Key::Int(value) => value.to_string().into_bytes(),
        Key::Text(text) => text.to_vec(),
    }
}

/// An entry of an object.
pub fn member<'a>(object: JsonArray<'a>, name: &str) -> Option<JsonValue<'a>> {
    object.get(&Segment::new(name.as_bytes()))
}
