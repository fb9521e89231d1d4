//! Networks of addresses (CIDR, RFC 4632 and RFC 4291), and lists of them: whom to trust.

use crate::syntax::saturating_decimal;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network: an address and how many of its bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

/// Why a text is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkError {
    /// What stands before the slash is no address.
    Address,
    /// What stands behind it is no number, or more than the address has bits.
    Prefix,
    /// Bits that do not count are set: the address or the number is a mistake.
    HostBits,
}

impl fmt::Display for NetworkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Address => "the network's address is not one",
            Self::Prefix => "the network's prefix length is not one for its address",
            Self::HostBits => "the network's address has bits behind its prefix",
        })
    }
}

impl std::error::Error for NetworkError {}

impl Network {
    /// A network of an address and a number of bits. One of IPv4-mapped addresses (RFC 4291, 2.5.5.2) is the network of IPv4.
    ///
    /// # Errors
    /// If the address has fewer bits, or has bits set that do not count.
    pub fn new(address: IpAddr, prefix: u8) -> Result<Self, NetworkError> {
        const MAPPED: u8 = 96;
        if prefix > bits(address) {
            return Err(NetworkError::Prefix);
        }
        let (address, prefix) = match (address, address.to_canonical(), prefix.checked_sub(MAPPED)) {
            (IpAddr::V6(_), short @ IpAddr::V4(_), Some(prefix)) => (short, prefix),
            _ => (address, prefix),
        };
        let network = Self { address, prefix };
        if network.masked(address) == Some(network.bits_of(address)) {
            Ok(network)
        } else {
            Err(NetworkError::HostBits)
        }
    }

    /// Reads `address/bits`, or an address alone, which is a network of one.
    ///
    /// # Errors
    /// As [`new`](Self::new), and if it is neither.
    pub fn parse(text: &[u8]) -> Result<Self, NetworkError> {
        let text = str::from_utf8(text).map_err(|_| NetworkError::Address)?;
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| NetworkError::Address)?;
        let prefix = match prefix {
            None => bits(address),
            Some(digits) => saturating_decimal(digits.as_bytes())
                .filter(|_| digits.len() <= 3)
                .and_then(|number| u8::try_from(number).ok())
                .ok_or(NetworkError::Prefix)?,
        };
        Self::new(address, prefix)
    }

    /// Whether an address is in it. An IPv4-mapped one is taken for what it means.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.masked(address.to_canonical()).is_some_and(|masked| masked == self.bits_of(self.address))
    }

    /// The address that it begins with.
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// How many bits of it count.
    pub const fn prefix(&self) -> u8 {
        self.prefix
    }

    /// The bits that count of an address; `None` if it is of the other family.
    fn masked(&self, address: IpAddr) -> Option<u128> {
        if address.is_ipv4() != self.address.is_ipv4() {
            return None;
        }
        let behind = u32::from(bits(address) - self.prefix);
        // All bits may be behind the prefix, and no number can be shifted by as many as it has.
        let mask = u128::MAX.checked_shl(behind).unwrap_or(0);
        Some(self.bits_of(address) & mask)
    }

    fn bits_of(&self, address: IpAddr) -> u128 {
        match address {
            IpAddr::V4(address) => u32::from(address).into(),
            IpAddr::V6(address) => address.into(),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.address, self.prefix)
    }
}

/// How many bits an address has.
const fn bits(address: IpAddr) -> u8 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

/// Some networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

impl Networks {
    /// A list of them.
    pub const fn new(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    /// The networks of one's own machine and of private use: loopback, RFC 1918, RFC 4193, and link-local addresses.
    pub fn private() -> Self {
        let of = |address: IpAddr, prefix| Network { address, prefix };
        let four = |a, b, c, d, prefix| of(IpAddr::V4(Ipv4Addr::new(a, b, c, d)), prefix);
        let six = |first, last, prefix| of(IpAddr::V6(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, last)), prefix);
        Self(vec![
            four(127, 0, 0, 0, 8),
            four(10, 0, 0, 0, 8),
            four(172, 16, 0, 0, 12),
            four(192, 168, 0, 0, 16),
            four(169, 254, 0, 0, 16),
            six(0, 1, 128),
            six(0xfc00, 0, 7),
            six(0xfe80, 0, 10),
        ])
    }

    /// Whether one of them contains an address.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(address))
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Network> for Networks {
    fn from_iter<I: IntoIterator<Item = Network>>(networks: I) -> Self {
        Self(networks.into_iter().collect())
    }
}

#[cfg(test)]
mod tests;
