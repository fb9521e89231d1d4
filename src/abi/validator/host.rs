//! The engine's host where there is no PHP: what it would have to ask remains undecided.

use highper_validator::input::Value;
use highper_validator::{Environment, Host, Verdict};

/// Nobody is there to ask.
pub struct Alone;

/// Only PHP could tell.
#[derive(Debug)]
pub struct Undecided;

impl Environment for Alone {
    fn timezones(&mut self, _: &[u8], _: Option<&[u8]>) -> Option<Vec<Box<[u8]>>> {
        None
    }

    fn pcre(&mut self, _: &[u8]) -> Result<u32, String> {
        Ok(0)
    }
}

impl<'a, V: Value<'a>> Host<'a, V> for Alone {
    type Error = Undecided;

    fn time(&mut self, _: &[u8]) -> Result<Option<i64>, Undecided> {
        Err(Undecided)
    }

    fn date_parse(&mut self, _: &[u8]) -> Result<Option<Option<(i64, u32, u32)>>, Undecided> {
        Err(Undecided)
    }

    fn time_by_format(&mut self, _: &[u8], _: &[u8]) -> Result<Option<(i64, u32)>, Undecided> {
        Err(Undecided)
    }

    fn local_time_by_format(&mut self, _: &[u8], _: &[u8]) -> Result<Option<(i64, u32)>, Undecided> {
        Err(Undecided)
    }

    fn time_of_object(&mut self, _: V) -> Result<Option<(i64, u32)>, Undecided> {
        Ok(None)
    }

    fn matches(&mut self, _: u32, _: &[u8], _: &[u8]) -> Result<bool, Undecided> {
        Err(Undecided)
    }

    fn call(&mut self, _: u32, _: &[u8], _: Option<V>, _: &[Box<[u8]>]) -> Result<Verdict, Undecided> {
        Err(Undecided)
    }
}
