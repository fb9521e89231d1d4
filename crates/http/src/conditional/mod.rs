//! Conditional requests (RFC 9110, 13): whether a method is to be performed, given what the peer says it has. Entity tags are in `etag`.

mod etag;

pub use etag::EntityTag;

use crate::Field;
use crate::date;
use crate::syntax::trimmed;
use etag::{Members, members};

/// What there is at the target, as far as conditions ask for it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Representation<'a> {
    /// Whether there is anything: `*` asks for that.
    pub exists: bool,
    /// Its entity tag.
    pub etag: Option<EntityTag<'a>>,
    /// When it was last modified, in seconds since 1970.
    pub last_modified: Option<i64>,
}

/// What conditions say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Perform the method.
    Proceed,
    /// Answer 304: the peer has it.
    NotModified,
    /// Answer 412.
    PreconditionFailed,
}

/// The fields of a request that state conditions. They are looked for when they are asked.
#[derive(Clone, Debug)]
pub struct Conditions<I> {
    fields: I,
}

impl<'a, I> Conditions<I>
where
    I: Iterator<Item = Field<'a>> + Clone,
{
    /// Of the fields of a request.
    pub fn new(fields: impl IntoIterator<IntoIter = I>) -> Self {
        Self { fields: fields.into_iter() }
    }

    /// Evaluates them in the order of RFC 9110, 13.2.2, but for If-Range: see [`range_applies`](Self::range_applies). `now` is what
    /// dates of RFC 850 are read by.
    pub fn evaluate(&self, method: &[u8], representation: &Representation<'_>, now: i64) -> Outcome {
        // RFC 9110, 13.2.1: methods that neither select nor modify a representation ask nothing of it.
        if matches!(method, b"CONNECT" | b"OPTIONS" | b"TRACE") {
            return Outcome::Proceed;
        }
        let is_reading = matches!(method, b"GET" | b"HEAD");
        if self.has(b"If-Match") {
            if !self.any(b"If-Match", representation, |current, tag| current.matches_strongly(tag)) {
                return Outcome::PreconditionFailed;
            }
        } else if let Some(since) = self.date(b"If-Unmodified-Since", now)
            && representation.last_modified.is_some_and(|modified| modified > since)
        {
            return Outcome::PreconditionFailed;
        }
        if self.has(b"If-None-Match") {
            if self.any(b"If-None-Match", representation, |current, tag| current.matches_weakly(tag)) {
                return if is_reading { Outcome::NotModified } else { Outcome::PreconditionFailed };
            }
        } else if is_reading
            && let Some(since) = self.date(b"If-Modified-Since", now)
            && representation.last_modified.is_some_and(|modified| modified <= since)
        {
            return Outcome::NotModified;
        }
        Outcome::Proceed
    }

    /// Whether a Range field counts (RFC 9110, 13.1.5): there is no If-Range, or it names what there is. To be asked once
    /// [`evaluate`](Self::evaluate) says to proceed, of a GET.
    ///
    /// A date counts only if it is exactly the modification's and its second is over: within it, the file may have changed again.
    pub fn range_applies(&self, representation: &Representation<'_>, now: i64) -> bool {
        let mut values = self.values(b"If-Range");
        let Some(value) = values.next() else { return true };
        if values.next().is_some() {
            return false;
        }
        let value = trimmed(value);
        if let Some(tag) = EntityTag::parse(value) {
            return representation.etag.is_some_and(|current| current.matches_strongly(&tag));
        }
        date::parse(value, now).is_some_and(|date| representation.last_modified == Some(date) && date < now)
    }

    fn values(&self, name: &'static [u8]) -> impl Iterator<Item = &'a [u8]> + use<'a, I> {
        self.fields.clone().filter(move |field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value)
    }

    fn has(&self, name: &'static [u8]) -> bool {
        self.values(name).next().is_some()
    }

    /// Whether a list of entity tags names the current one. Nothing behind a member that is malformed is looked at.
    fn any(
        &self,
        name: &'static [u8],
        representation: &Representation<'_>,
        matches: fn(&EntityTag<'_>, &EntityTag<'_>) -> bool,
    ) -> bool {
        self.values(name).any(|value| match members(value) {
            Members::Any => representation.exists,
            Members::Tags(mut tags) => {
                representation.etag.is_some_and(|current| tags.any(|tag| matches(&current, &tag)))
            }
        })
    }

    /// The date of a field; `None` if there is none, more than one, or what is there is none.
    fn date(&self, name: &'static [u8], now: i64) -> Option<i64> {
        let mut values = self.values(name);
        let value = values.next()?;
        if values.next().is_some() { None } else { date::parse(trimmed(value), now) }
    }
}

#[cfg(test)]
mod tests;
