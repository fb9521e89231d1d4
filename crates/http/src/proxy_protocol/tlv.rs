//! What version 2 may tell besides addresses (proxy-protocol.txt, 2.2): types, lengths and values. All are checked to fit in when the
//! header is read; the checksum is, where there is one.

use super::ProxyErrorKind::{Checksum, Tlv as Malformed};
use super::{ProxyError, crc32c};

const ALPN: u8 = 0x01;
const AUTHORITY: u8 = 0x02;
const CRC32C: u8 = 0x03;
const UNIQUE_ID: u8 = 0x05;
const SSL: u8 = 0x20;
const SSL_VERSION: u8 = 0x21;
const SSL_COMMON_NAME: u8 = 0x22;
const SSL_CIPHER: u8 = 0x23;

/// The longest identifier (proxy-protocol.txt, 2.2.5).
const LONGEST_ID: usize = 128;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// The type; from 0xE0 on they are for anybody's own use.
    pub kind: u8,
    /// The value.
    pub value: &'a [u8],
}

/// All of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tlvs<'a>(&'a [u8]);

/// What is told of the client's TLS connection to the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SslInfo<'a> {
    /// Whether the client used TLS.
    pub is_ssl: bool,
    /// Whether it showed a certificate, in this connection or in the session that was resumed.
    pub has_certificate: bool,
    /// Whether the certificate was verified. Nothing is, without one.
    pub is_verified: bool,
    /// The rest, in the same form.
    pub details: Tlvs<'a>,
}

impl<'a> SslInfo<'a> {
    /// The version of TLS.
    pub fn version(&self) -> Option<&'a [u8]> {
        self.details.find(SSL_VERSION)
    }

    /// The common name of the client's certificate.
    pub fn common_name(&self) -> Option<&'a [u8]> {
        self.details.find(SSL_COMMON_NAME)
    }

    /// The name of the cipher.
    pub fn cipher(&self) -> Option<&'a [u8]> {
        self.details.find(SSL_CIPHER)
    }

    /// Reads the value of PP2_TYPE_SSL.
    fn parse(value: &'a [u8]) -> Option<Self> {
        let (&client, rest) = value.split_first()?;
        let (verify, details) = rest.split_first_chunk::<4>()?;
        let has_certificate = client & 0x06 != 0;
        Some(Self {
            is_ssl: client & 0x01 != 0,
            has_certificate,
            is_verified: has_certificate && *verify == [0; 4],
            details: Tlvs(details),
        })
    }
}

impl<'a> Tlvs<'a> {
    /// Those of a header from a byte on.
    pub(super) fn checked(header: &'a [u8], begin: usize) -> Result<Self, ProxyError> {
        let tlvs = Self(header.get(begin..).unwrap_or_default());
        let mut at = begin;
        let mut checksum = None;
        let mut walk = tlvs.walk();
        for Tlv { kind, value } in walk.by_ref() {
            let is_wrong = match kind {
                CRC32C => value.len() != 4 || checksum.replace((at + 3, value)).is_some(),
                UNIQUE_ID => value.len() > LONGEST_ID,
                SSL => SslInfo::parse(value).is_none_or(|info| !info.details.fit()),
                _ => false,
            };
            if is_wrong {
                return Err(ProxyError::new(Malformed, at));
            }
            at += 3 + value.len();
        }
        if !walk.rest.is_empty() {
            return Err(ProxyError::new(Malformed, at));
        }
        // proxy-protocol.txt, 2.2.3: where there is one it must be verified, over the header with zeros in its place.
        if let Some((place, expected)) = checksum {
            let (before, behind) = (header.get(..place), header.get(place + 4..));
            let found = crc32c::checksum([before.unwrap_or_default(), &[0; 4], behind.unwrap_or_default()]);
            if found.to_be_bytes() != *expected {
                return Err(ProxyError::new(Checksum, place));
            }
        }
        Ok(tlvs)
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = Tlv<'a>> + use<'a> {
        self.walk()
    }

    fn walk(&self) -> Walk<'a> {
        Walk { rest: self.0 }
    }

    /// Whether they fill their room.
    fn fit(&self) -> bool {
        let mut walk = self.walk();
        walk.by_ref().count();
        walk.rest.is_empty()
    }

    /// The value of the first of a type.
    pub fn find(&self, kind: u8) -> Option<&'a [u8]> {
        self.iter().find(|tlv| tlv.kind == kind).map(|tlv| tlv.value)
    }

    /// The protocol that was agreed on by ALPN.
    pub fn alpn(&self) -> Option<&'a [u8]> {
        self.find(ALPN)
    }

    /// The host that the client asked for by SNI.
    pub fn authority(&self) -> Option<&'a [u8]> {
        self.find(AUTHORITY)
    }

    /// The connection's identifier.
    pub fn unique_id(&self) -> Option<&'a [u8]> {
        self.find(UNIQUE_ID)
    }

    /// What is told of TLS.
    pub fn ssl(&self) -> Option<SslInfo<'a>> {
        self.find(SSL).and_then(SslInfo::parse)
    }
}

/// Goes from one to the next, and stops before what does not fit in.
struct Walk<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Walk<'a> {
    type Item = Tlv<'a>;

    fn next(&mut self) -> Option<Tlv<'a>> {
        let (&[kind, high, low], behind) = self.rest.split_first_chunk::<3>()?;
        let (value, rest) = behind.split_at_checked(usize::from(u16::from_be_bytes([high, low])))?;
        self.rest = rest;
        Some(Tlv { kind, value })
    }
}
