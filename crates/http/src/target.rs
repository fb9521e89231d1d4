//! Request targets: their four forms, and which goes with which method (RFC 9112 section 3.2).

use crate::fields::{Fault, place, slice};
use crate::host;
use crate::method::Method;
use crate::reject::RejectKind;

/// The form of a request target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TargetForm {
    /// A path, with or without a query.
    #[default]
    Origin,
    /// A whole URI: its authority counts in place of the Host field.
    Absolute,
    /// Host and port, for CONNECT alone.
    Authority,
    /// `*`, for OPTIONS alone.
    Asterisk,
}

/// A target and where its parts are, from the beginning of the request.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Target {
    pub form: TargetForm,
    pub at: u32,
    pub end: u32,
    /// Where the authority ends and the path begins; in origin form, at `at`.
    pub path_at: u32,
    /// Where the path ends: at the first question mark, or with the target.
    pub path_end: u32,
    /// Where the authority begins; it ends at `path_at`.
    pub authority_at: u32,
}

impl Target {
    /// Reads a target whose bytes are known to be a URI's, and not empty.
    #[inline]
    pub fn read(bytes: &[u8], at: usize, path_end: usize, end: usize, method: Method) -> Result<Self, Fault> {
        let (from, to, path_end) = (place(at), place(end), place(path_end));
        match (bytes.get(at..end).unwrap_or_default(), method) {
            // CONNECT /path is refused below.
            ([b'/', ..], method) if method != Method::Connect => {
                Ok(Self { form: TargetForm::Origin, at: from, end: to, path_at: from, path_end, authority_at: from })
            }
            ([b'*'], Method::Options) => {
                Ok(Self { form: TargetForm::Asterisk, at: from, end: to, path_at: to, path_end: to, authority_at: to })
            }
            (authority, Method::Connect) => {
                if host::is_valid_with_port(authority) {
                    Ok(Self {
                        form: TargetForm::Authority,
                        at: from,
                        end: to,
                        path_at: to,
                        path_end: to,
                        authority_at: from,
                    })
                } else {
                    Err((RejectKind::TargetForm, at))
                }
            }
            (target, _) => Self::absolute(target, at, path_end, end),
        }
    }

    /// `http://authority/path?query`, where the path may be missing. Other schemes than http and https name nothing that is served here.
    #[cold]
    fn absolute(target: &[u8], at: usize, path_end: u32, end: usize) -> Result<Self, Fault> {
        let begins = |scheme: &[u8]| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        let scheme = match () {
            () if begins(b"http://") => 7,
            () if begins(b"https://") => 8,
            () => return Err((RejectKind::TargetForm, at)),
        };
        let rest = target.get(scheme..).unwrap_or_default();
        let authority = rest.iter().position(|byte| matches!(byte, b'/' | b'?')).unwrap_or(rest.len());
        if !host::is_valid(rest.get(..authority).unwrap_or_default()) {
            return Err((RejectKind::AuthorityInvalid, at + scheme));
        }
        Ok(Self {
            form: TargetForm::Absolute,
            at: place(at),
            end: place(end),
            path_at: place(at + scheme + authority),
            path_end,
            authority_at: place(at + scheme),
        })
    }

    pub fn bytes(self, head: &[u8]) -> &[u8] {
        slice(head, self.at, self.end)
    }

    /// Path and query; the path of an absolute target that has none is `/`.
    pub fn path_and_query(self, head: &[u8]) -> (&[u8], Option<&[u8]>) {
        let path = slice(head, self.path_at, self.path_end);
        let query = (self.path_end < self.end).then(|| slice(head, self.path_end + 1, self.end));
        match self.form {
            TargetForm::Absolute if path.is_empty() => (b"/", query),
            TargetForm::Asterisk => (b"*", None),
            _ => (path, query),
        }
    }

    /// The authority of an absolute target, or of CONNECT's.
    pub fn authority(self, head: &[u8]) -> Option<&[u8]> {
        match self.form {
            TargetForm::Absolute | TargetForm::Authority => Some(slice(head, self.authority_at, self.path_at)),
            TargetForm::Origin | TargetForm::Asterisk => None,
        }
    }
}
