//! A request's head, as it is looked at: slices of the receive buffer, found when asked for.

use crate::fields::{Fields, slice};
use crate::framing::BodyLength;
use crate::index::Index;
use crate::method::Method;
use crate::target::TargetForm;
use crate::version::Version;

/// The head of the request that is being answered.
#[derive(Clone, Copy, Debug)]
pub struct Head<'c> {
    pub(crate) bytes: &'c [u8],
    pub(crate) index: &'c Index,
}

impl<'c> Head<'c> {
    /// The method.
    pub fn method(&self) -> Method {
        self.index.method
    }

    /// The method's name, as it was sent.
    pub fn method_name(&self) -> &'c [u8] {
        slice(self.bytes, self.index.method_at, self.index.method_end)
    }

    /// The request target, as it was sent (RFC 9112 section 3.2).
    pub fn target(&self) -> &'c [u8] {
        self.index.target.bytes(self.bytes)
    }

    /// Which form the target has.
    pub fn form(&self) -> TargetForm {
        self.index.target.form
    }

    /// The target's path, percent-encoded as it was sent; `*` in asterisk form, empty in authority form.
    pub fn path(&self) -> &'c [u8] {
        self.index.target.path_and_query(self.bytes).0
    }

    /// What stands behind the first `?` of the target, if there is one.
    pub fn query(&self) -> Option<&'c [u8]> {
        self.index.target.path_and_query(self.bytes).1
    }

    /// Path and query at once.
    pub fn path_and_query(&self) -> (&'c [u8], Option<&'c [u8]>) {
        self.index.target.path_and_query(self.bytes)
    }

    /// The version.
    pub fn version(&self) -> Version {
        self.index.version
    }

    /// Host and port that the request is for: the target's, or the Host field's (RFC 9112 section 3.3). None in HTTP/1.0 without either.
    pub fn authority(&self) -> Option<&'c [u8]> {
        self.index
            .target
            .authority(self.bytes)
            .or_else(|| self.index.seen.host.first(&self.index.fields).map(|span| span.value(self.bytes)))
    }

    /// All fields.
    pub fn fields(&self) -> Fields<'c> {
        Fields::new(self.bytes, &self.index.fields)
    }

    /// The value of the first field of that name, in any case.
    pub fn field(&self, name: &[u8]) -> Option<&'c [u8]> {
        self.fields().values(name).next()
    }

    /// How the body is framed.
    pub fn body_length(&self) -> BodyLength {
        self.index.framing.body
    }

    /// Whether the client allows the connection to stay open.
    pub fn keep_alive(&self) -> bool {
        self.index.framing.keep_alive
    }

    /// Whether the client waits for 100 before it sends the body (RFC 9110 section 10.1.1).
    pub fn expects_continue(&self) -> bool {
        self.index.framing.expects_continue
    }

    /// What the client would change over to, if it asks for that as it has to (RFC 9110 section 7.8).
    pub fn upgrade(&self) -> Option<&'c [u8]> {
        if self.index.framing.wants_upgrade { self.field(b"upgrade") } else { None }
    }

    /// All of the head as it came, from the request line to the empty line.
    pub fn bytes(&self) -> &'c [u8] {
        self.bytes.get(..self.index.end).unwrap_or_default()
    }
}
