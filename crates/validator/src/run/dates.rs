//! Dates: what the engine can read itself it does not ask the host for.

use super::place::Spot;
use super::scalar::{Buffer, text_of};
use super::subject::Subject;
use super::{Answer, Run, Stop};
use crate::host::Host;
use crate::input::{Value, View};
use crate::rules::date::{by_format, has_iso_form, is_calendar_day, iso_date};
use crate::schema::{Comparison, DateOperand};
use std::cmp::Ordering;

/// No date is longer; PHP's reading of dates takes time quadratic in the length of some texts.
const LONGEST: usize = 256;

/// Seconds of the epoch and microseconds.
type Moment = (i64, u32);

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    /// `date`: a date object, or a text that names a day of the calendar.
    pub(super) fn is_date(&mut self, subject: &Subject<'_, 'a, V>) -> Answer<H::Error> {
        let mut buffer = Buffer::default();
        match (subject.view, subject.value) {
            (View::Opaque, Some(value)) => {
                self.host.time_of_object(value).map(|time| time.is_some()).map_err(Stop::Host)
            }
            (view, _) => match text_of(view, &mut buffer) {
                Some(text) => self.is_date_text(text),
                None => Ok(false),
            },
        }
    }

    fn is_date_text(&mut self, text: &[u8]) -> Answer<H::Error> {
        if has_iso_form(text) {
            return Ok(iso_date(text).is_some());
        }
        if text.len() > LONGEST {
            return Ok(false);
        }
        let parsed = self.host.date_parse(text).map_err(Stop::Host)?;
        Ok(parsed.flatten().is_some_and(|(year, month, day)| is_calendar_day(year, month, day)))
    }

    /// `date_format`: the text fits one of the formats.
    pub(super) fn has_date_format(&mut self, formats: &[Box<[u8]>], view: View<'a, V::Array>) -> Answer<H::Error> {
        let mut buffer = Buffer::default();
        let Some(text) = text_of(view, &mut buffer) else { return Ok(false) };
        for format in formats {
            if self.moment_by_format(format, text)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What `cast:date` takes: the field's own formats, or any date.
    pub(super) fn is_castable_date(&mut self, subject: &Subject<'_, 'a, V>) -> Answer<H::Error> {
        match (&subject.checks.date_formats, subject.view) {
            (Some(formats), View::String(_) | View::Int(_) | View::Float(_)) => {
                self.has_date_format(formats, subject.view)
            }
            _ => self.is_date(subject),
        }
    }

    fn moment_by_format(&mut self, format: &[u8], text: &[u8]) -> Result<Option<Moment>, Stop<H::Error>> {
        match by_format(format, text) {
            Some(moment) => Ok(moment),
            None if text.len() > LONGEST => Ok(None),
            None => self.host.time_by_format(format, text).map_err(Stop::Host),
        }
    }

    /// `before` and its kin.
    pub(super) fn compares_dates(
        &mut self,
        comparison: Comparison,
        operand: &DateOperand,
        subject: &Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> Answer<H::Error> {
        if let (View::String(text), Some(bound), None) = (subject.view, operand.iso, &subject.checks.date_formats) {
            // Two days compare without a time zone.
            if let Some(date) = iso_date(text) {
                return Ok(comparison.accepts(date.cmp(&bound)));
            }
        }
        let is_date_like = match (subject.view, subject.value) {
            (View::String(_) | View::Int(_) | View::Float(_), _) => true,
            (View::Opaque, Some(value)) => self.host.time_of_object(value).map_err(Stop::Host)?.is_some(),
            _ => false,
        };
        if !is_date_like {
            return Ok(false);
        }
        let other = spot.other(&operand.other, self.root);
        match subject.checks.date_formats.as_ref().and_then(|formats| formats.first()) {
            Some(format) => self.compares_by_format(comparison, format, operand, other, subject),
            None => {
                let time = self.moment(None, subject.view, subject.value)?;
                let bound = match self.moment_of_text(None, &operand.text)? {
                    Some(bound) => Some(bound),
                    None => self.moment(None, other.map_or(View::Null, Value::view), other)?,
                };
                let seconds = |moment: Option<Moment>| moment.map(|(seconds, _)| seconds);
                Ok(accepts_times(comparison, seconds(time), seconds(bound)))
            }
        }
    }

    /// With a format, both must be dates; microseconds count.
    fn compares_by_format(
        &mut self,
        comparison: Comparison,
        format: &[u8],
        operand: &DateOperand,
        other: Option<V>,
        subject: &Subject<'_, 'a, V>,
    ) -> Answer<H::Error> {
        let bound_format = operand.format.as_deref().unwrap_or(format);
        let other_view = other.map_or(View::Null, Value::view);
        let read = |format: &[u8], text: &[u8]| by_format(format, text).flatten();
        // Two that the engine reads are compared without a time zone; if one needs the host, both are read in its zone. Whether the parameter is a
        // date before it is a field is the host's to say.
        if let View::String(text) = subject.view
            && let Some(time) = read(format, text)
            && let Some(bound) = read(bound_format, &operand.text)
        {
            return Ok(comparison.accepts(time.cmp(&bound)));
        }
        let time = self.moment(Some(format), subject.view, subject.value)?;
        let mut bound = self.moment_of_text(Some(bound_format), &operand.text)?;
        if bound.is_none() {
            if matches!(other_view, View::Null) {
                return Ok(true);
            }
            bound = self.moment(Some(bound_format), other_view, other)?;
        }
        Ok(time.zip(bound).is_some_and(|(time, bound)| comparison.accepts(time.cmp(&bound))))
    }

    fn moment(
        &mut self,
        format: Option<&[u8]>,
        view: View<'a, V::Array>,
        value: Option<V>,
    ) -> Result<Option<Moment>, Stop<H::Error>> {
        let mut buffer = Buffer::default();
        if let (View::Opaque, Some(value)) = (view, value) {
            return self.host.time_of_object(value).map_err(Stop::Host);
        }
        let Some(text) = text_of(view, &mut buffer) else { return Ok(None) };
        // A number is the time itself, unless it is written in the format.
        let number = match view {
            View::Int(value) => Some(value),
            View::Float(value) => whole_seconds(value),
            _ => return self.moment_of_text(format, text),
        };
        let by_format = match format {
            Some(format) => self.host.local_time_by_format(format, text).map_err(Stop::Host)?,
            None => None,
        };
        Ok(by_format.or_else(|| number.map(|seconds| (seconds, 0))))
    }

    fn moment_of_text(&mut self, format: Option<&[u8]>, text: &[u8]) -> Result<Option<Moment>, Stop<H::Error>> {
        if text.len() > LONGEST {
            return Ok(None);
        }
        if let Some(format) = format
            && let Some(moment) = self.host.local_time_by_format(format, text).map_err(Stop::Host)?
        {
            return Ok(Some(moment));
        }
        self.host.time(text).map(|time| time.map(|seconds| (seconds, 0))).map_err(Stop::Host)
    }
}

/// The second that a time in seconds lies in.
#[expect(clippy::cast_possible_truncation, reason = "within these bounds there is an integer")]
fn whole_seconds(value: f64) -> Option<i64> {
    (value.abs() < 9_223_372_036_854_775_808.0).then(|| value.floor() as i64)
}

/// Compares two times of which either may be missing as PHP compares them: a missing one with a time by whether they are true.
fn accepts_times(comparison: Comparison, time: Option<i64>, bound: Option<i64>) -> bool {
    let is_true = |time: Option<i64>| time.is_some_and(|time| time != 0);
    match (time, bound) {
        (Some(time), Some(bound)) => comparison.accepts(time.cmp(&bound)),
        (None, None) => comparison.accepts(Ordering::Equal),
        _ => comparison != Comparison::Equal && comparison.accepts(is_true(time).cmp(&is_true(bound))),
    }
}
