//! Why a request is refused: a kind, which has a status, and a place. The text is written on demand.

use std::fmt;

/// A request that is not served. The connection ends after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The status to answer with.
    pub status: u16,
    /// What is wrong.
    pub kind: RejectKind,
    /// Where, in bytes from the beginning of the request as it came over the wire.
    pub offset: u64,
}

impl Reject {
    /// A reject with the status of its kind.
    pub const fn new(kind: RejectKind, offset: u64) -> Self {
        Self { status: kind.status(), kind, offset }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $status:literal $text:literal;)+) => {
        /// What is wrong with a request.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum RejectKind {
            $(#[doc = concat!($text, " (", stringify!($status), ").")] $(#[$doc])* $kind,)+
        }

        impl RejectKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The status that answers it.
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$kind => $status,)+
                }
            }

            /// Its name, for logs and metrics.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => stringify!($kind),)+
                }
            }

            const fn text(self) -> &'static str {
                match self {
                    $(Self::$kind => $text,)+
                }
            }
        }
    };
}

kinds! {
    /// RFC 9112 section 2.2.
    BareLf 400 "a line ends with LF alone";
    /// RFC 9112 section 2.2.
    BareCr 400 "CR without LF";
    /// RFC 9112 section 2.2: one is ignored.
    EmptyLines 400 "more than one empty line before the request";
    /// Nothing of HTTP begins so.
    NotHttp 400 "not HTTP";
    /// A TLS record where HTTP was expected.
    Tls 400 "TLS where plain HTTP is spoken";
    /// RFC 9113 section 3.3.
    Http2 505 "the preface of HTTP/2";
    /// RFC 9110 section 9.1.
    MethodInvalid 400 "the method is no token";
    /// RFC 9112 section 3.
    MethodTooLong 501 "the method is longer than any that is known";
    /// RFC 9112 section 3.2.
    TargetInvalid 400 "an invalid request target";
    /// RFC 9112 section 3.
    TargetTooLong 414 "the request target is too long";
    /// RFC 9112 section 3.2: the authority form is for CONNECT alone, the asterisk for OPTIONS.
    TargetForm 400 "this form of request target does not go with the method";
    /// RFC 9110 section 4.2.4.
    AuthorityInvalid 400 "an invalid authority in the request target";
    /// RFC 9112 section 2.3.
    VersionInvalid 400 "an invalid version";
    /// RFC 9110 section 15.6.6.
    VersionUnsupported 505 "a version that is not HTTP/1";
    /// RFC 9112 section 5.2.
    ObsFold 400 "a folded field line, or whitespace before the first one";
    /// RFC 9112 section 5.1.
    SpaceBeforeColon 400 "whitespace before the colon of a field line";
    /// RFC 9112 section 5.
    ColonMissing 400 "a field line without a colon";
    /// RFC 9110 section 5.1.
    NameInvalid 400 "a field name is no token";
    /// RFC 9110 section 5.5.
    ValueInvalid 400 "a control character in a field value";
    /// RFC 6585 section 5.
    HeadTooLarge 431 "the head is too large";
    /// RFC 6585 section 5.
    TooManyFields 431 "too many field lines";
    /// RFC 9112 section 3.2.
    HostMissing 400 "no Host field";
    /// RFC 9112 section 3.2.
    HostRepeated 400 "more than one Host field";
    /// RFC 9112 section 3.2.
    HostInvalid 400 "an invalid Host field";
    /// RFC 9110 section 8.6.
    LengthInvalid 400 "an invalid Content-Length";
    /// RFC 9110 section 8.6.
    LengthRepeated 400 "more than one Content-Length";
    /// RFC 9112 section 6.3.
    LengthAndCoding 400 "both Content-Length and Transfer-Encoding";
    /// RFC 9112 section 6.3: chunked has to be the last one, and to be applied once.
    CodingInvalid 400 "an invalid Transfer-Encoding, or one that does not end with chunked";
    /// RFC 9112 section 6.1.
    CodingUnsupported 501 "a transfer coding besides chunked";
    /// RFC 9112 section 6.1.
    CodingInHttp10 400 "a Transfer-Encoding in HTTP/1.0";
    /// RFC 9110 section 9.3.6.
    ConnectBody 400 "CONNECT with a body";
    /// RFC 9110 section 10.1.1.
    ExpectationUnknown 417 "an expectation besides 100-continue";
    /// RFC 9110 section 15.5.14.
    BodyTooLarge 413 "the body is too large";
    /// RFC 9112 section 7.1.
    ChunkSizeInvalid 400 "an invalid chunk size";
    /// RFC 9112 section 7.1.
    ChunkSizeTooLong 400 "a chunk size of more than sixteen digits";
    /// RFC 9112 section 7.1.1.
    ChunkExtensionInvalid 400 "an invalid chunk extension";
    /// RFC 9112 section 7.1.1.
    ChunkExtensionsTooLarge 413 "too many bytes of chunk extensions";
    /// RFC 9112 section 7.1.
    ChunkEndInvalid 400 "no CRLF where a chunk ends";
    /// RFC 9110 section 6.5.1.
    TrailerForbidden 400 "a field that may not stand in a trailer section";
    /// RFC 6585 section 5.
    TrailersTooLarge 431 "the trailer section is too large";
    /// RFC 9112 section 8.
    Truncated 400 "the connection ended before the request did";
    /// RFC 9110 section 15.5.9. Whoever has a clock says so, by [`Connection::reject`](crate::Connection::reject).
    TimedOut 408 "the request took too long";
}

impl fmt::Display for RejectKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at byte {}", self.kind.text(), self.offset)
    }
}

impl std::error::Error for Reject {}
