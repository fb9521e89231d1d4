//! What asking works with: the path in canonical form, the host in labels, and where the captured values are. Kept from request to
//! request, so that asking allocates nothing.

use crate::canonical::{PathError, canonicalize, is_plain_path};
use crate::edge::{Span, Text};

/// Memory that asking needs, kept from request to request.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The path in canonical form, where it did not come in it.
    pub(crate) canonical: Vec<u8>,
    pub(crate) is_canonical_used: bool,
    pub(crate) folded: Vec<u8>,
    pub(crate) host: Vec<u8>,
    pub(crate) labels: Vec<Span>,
    pub(crate) captures: Vec<Span>,
    pub(crate) host_captures: usize,
}

/// A parameter's value as it stands in the path or host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'s> {
    /// The bytes.
    pub text: &'s [u8],
    /// Whether they may hold escapes and are yet to be decoded.
    pub is_escaped: bool,
}

impl Scratch {
    /// The values that the last `find` captured, still escaped: the host's, then the path's. `path` is the one it was given.
    #[inline]
    pub fn values<'s>(&'s self, path: &'s [u8]) -> impl ExactSizeIterator<Item = Value<'s>> {
        let text = self.text(path);
        self.captures.iter().enumerate().map(move |(index, &(start, end))| {
            let of_host = index < self.host_captures;
            let text = if of_host { &self.host } else { text };
            let text = text.get(start as usize..end as usize).unwrap_or_default();
            Value { text, is_escaped: self.is_canonical_used && !of_host }
        })
    }

    /// The places of those values, for the common case that all stand in the path as it came, with nothing to decode.
    #[inline(always)]
    pub fn plain_values<'s>(&'s self, path: &'s [u8]) -> Option<impl ExactSizeIterator<Item = &'s [u8]>> {
        if self.is_canonical_used || self.host_captures > 0 {
            return None;
        }
        Some(self.captures.iter().map(move |&(start, end)| path.get(start as usize..end as usize).unwrap_or_default()))
    }

    #[inline]
    pub(crate) fn text<'s>(&'s self, path: &'s [u8]) -> &'s [u8] {
        if self.is_canonical_used { &self.canonical } else { path }
    }

    /// Brings a path into canonical form, if it is not in it.
    pub(crate) fn prepare(&mut self, path: &[u8], fold: bool) -> Result<(), PathError> {
        if path.first() != Some(&b'/') {
            return Err(PathError::NoLeadingSlash);
        }
        self.is_canonical_used = !is_plain_path(path);
        if self.is_canonical_used {
            self.canonical.clear();
            canonicalize(path, &mut self.canonical).map_err(|(error, _)| error)?;
        }
        if fold {
            self.fold(path);
        }
        Ok(())
    }

    fn fold(&mut self, path: &[u8]) {
        let text = if self.is_canonical_used { self.canonical.as_slice() } else { path };
        self.folded.clear();
        self.folded.extend_from_slice(text);
        self.folded.make_ascii_lowercase();
    }

    /// Takes the final slash away, or adds it. `None` for `/`, which has no other form.
    pub(crate) fn toggle_slash(&mut self, path: &[u8], fold: bool) -> Option<()> {
        if !self.is_canonical_used {
            self.canonical.clear();
            self.canonical.extend_from_slice(path);
            self.is_canonical_used = true;
        }
        if self.canonical.len() <= 1 {
            return None;
        }
        if self.canonical.last() == Some(&b'/') {
            self.canonical.pop();
        } else {
            self.canonical.push(b'/');
        }
        if fold {
            self.fold(path);
        }
        Some(())
    }

    /// Brings a Host header into the form in which it is compared, and splits it into labels.
    pub(crate) fn prepare_host(&mut self, host: &[u8]) {
        let mut host = without_port(host);
        host = host.strip_suffix(b".").unwrap_or(host);
        self.host.clear();
        self.host.extend(host.iter().map(u8::to_ascii_lowercase));
        self.labels.clear();
        // Without labels it is no host that a route is bound to.
        if u32::try_from(host.len()).is_err()
            || host.iter().any(|&byte| byte <= b' ' || byte == 0x7f || b"/?#@\\".contains(&byte))
        {
            return;
        }
        let mut start = 0;
        for (at, &byte) in self.host.iter().enumerate() {
            if byte == b'.' {
                self.labels.push((start, at as u32));
                start = at as u32 + 1;
            }
        }
        self.labels.push((start, self.host.len() as u32));
    }

    /// The host that was prepared last, and where its labels are.
    pub(crate) fn prepared_host(&self) -> (Text<'_>, &[Span]) {
        (Text::host(&self.host), &self.labels)
    }
}

/// A Host header (RFC 9110, 7.2) without its port; the colons of an IPv6 address stand in brackets.
fn without_port(host: &[u8]) -> &[u8] {
    match host.iter().rposition(|&byte| byte == b':') {
        Some(colon) if host[colon + 1..].iter().all(u8::is_ascii_digit) => &host[..colon],
        _ => host,
    }
}
