//! Where a server listens, as it is written: `127.0.0.1:8080`, `[::1]:8080`, `:8080`, `unix:/run/app.sock`, `unix:@name`, `fd:3`, `systemd:name`.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::RawFd;
use std::path::PathBuf;

/// The longest path of a Unix socket, without the final NUL (unix(7)).
const MAX_UNIX_PATH: usize = 107;

/// A place to listen at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A TCP port of an address.
    Tcp(SocketAddr),
    /// A socket in the file system.
    Unix(PathBuf),
    /// A name in the abstract namespace, which has no file and no permissions (unix(7)).
    Abstract(Vec<u8>),
    /// A listening socket that this process was started with.
    Descriptor(RawFd),
    /// One that systemd gave under a name, or all that it gave when the name is empty.
    Systemd(String),
}

/// Why a text is no address.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// It names no port.
    NoPort,
    /// The port is no number up to 65535.
    Port,
    /// What stands before the port is no IP address. Names are not looked up: a server should not listen where a resolver says.
    Host,
    /// An IPv6 address needs brackets before a port.
    Brackets,
    /// The path of a Unix socket is empty, not absolute, too long, or contains NUL.
    Path,
    /// What follows `fd:` is no descriptor above the standard streams.
    Descriptor,
}

impl fmt::Display for AddressError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoPort => "a port is missing, as in 127.0.0.1:8080",
            Self::Port => "the port must be a number from 0 to 65535",
            Self::Host => "the host must be an IP address; names are not looked up",
            Self::Brackets => "an IPv6 address needs brackets, as in [::1]:8080",
            Self::Path => "the path of a Unix socket must be absolute and have at most 107 bytes",
            Self::Descriptor => "a descriptor must be a number from 3",
        })
    }
}

impl std::error::Error for AddressError {}

impl std::str::FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if let Some(rest) = text.strip_prefix("unix:") {
            return unix(rest);
        }
        if let Some(rest) = text.strip_prefix("fd:") {
            let number = digits(rest).and_then(|number| RawFd::try_from(number).ok()).filter(|&number| number > 2);
            return number.map(Self::Descriptor).ok_or(AddressError::Descriptor);
        }
        if let Some(rest) = text.strip_prefix("systemd:") {
            return Ok(Self::Systemd(rest.to_owned()));
        }
        tcp(text.strip_prefix("tcp:").map_or(text, |rest| rest.strip_prefix("//").unwrap_or(rest)))
    }
}

fn tcp(text: &str) -> Result<Address, AddressError> {
    let (host, port) = text.rsplit_once(':').ok_or(AddressError::NoPort)?;
    let host: IpAddr = match host {
        "" | "*" => Ipv4Addr::UNSPECIFIED.into(),
        _ => match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(inner) => inner.parse::<Ipv6Addr>().map_err(|_| AddressError::Host)?.into(),
            None if text.parse::<Ipv6Addr>().is_ok() || host.contains(':') => return Err(AddressError::Brackets),
            None => host.parse::<Ipv4Addr>().map_err(|_| AddressError::Host)?.into(),
        },
    };
    let port = digits(port).and_then(|port| u16::try_from(port).ok()).ok_or(AddressError::Port)?;
    Ok(Address::Tcp(SocketAddr::new(host, port)))
}

fn unix(text: &str) -> Result<Address, AddressError> {
    let path = text.strip_prefix("//").unwrap_or(text);
    if let Some(name) = path.strip_prefix('@') {
        let fits = !name.is_empty() && name.len() <= MAX_UNIX_PATH;
        return if fits { Ok(Address::Abstract(name.as_bytes().to_vec())) } else { Err(AddressError::Path) };
    }
    let fits = path.starts_with('/') && path.len() <= MAX_UNIX_PATH && !path.contains('\0');
    if fits { Ok(Address::Unix(PathBuf::from(path))) } else { Err(AddressError::Path) }
}

/// A number in digits alone: no sign, no space.
fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Address {
    /// In the form that is read again as the same address.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => write!(formatter, "{address}"),
            Self::Unix(path) => write!(formatter, "unix:{}", path.display()),
            Self::Abstract(name) => write!(formatter, "unix:@{}", String::from_utf8_lossy(name)),
            Self::Descriptor(number) => write!(formatter, "fd:{number}"),
            Self::Systemd(name) => write!(formatter, "systemd:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, AddressError, MAX_UNIX_PATH};

    #[test]
    fn addresses_are_read_and_written() {
        for (text, written) in [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            ("0.0.0.0:0", "0.0.0.0:0"),
            ("[::1]:8080", "[::1]:8080"),
            ("[::]:65535", "[::]:65535"),
            (":8080", "0.0.0.0:8080"),
            ("*:8080", "0.0.0.0:8080"),
            ("tcp://127.0.0.1:80", "127.0.0.1:80"),
            ("tcp:127.0.0.1:80", "127.0.0.1:80"),
            ("unix:/run/app.sock", "unix:/run/app.sock"),
            ("unix:///run/app.sock", "unix:/run/app.sock"),
            ("unix:@app", "unix:@app"),
            ("fd:3", "fd:3"),
            ("systemd:", "systemd:"),
            ("systemd:web", "systemd:web"),
        ] {
            let address: Address = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(address.to_string(), written, "input: {text}");
            assert_eq!(written.parse(), Ok(address), "input: {written}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("unix:/{}", "x".repeat(MAX_UNIX_PATH));
        for (text, error) in [
            ("", AddressError::NoPort),
            ("8080", AddressError::NoPort),
            ("127.0.0.1", AddressError::NoPort),
            ("127.0.0.1:", AddressError::Port),
            ("127.0.0.1:http", AddressError::Port),
            ("127.0.0.1:+80", AddressError::Port),
            ("127.0.0.1:-1", AddressError::Port),
            ("127.0.0.1: 80", AddressError::Port),
            ("127.0.0.1:65536", AddressError::Port),
            ("127.0.0.1:99999999999", AddressError::Port),
            ("localhost:8080", AddressError::Host),
            ("127.0.0.1.1:80", AddressError::Host),
            ("[127.0.0.1]:80", AddressError::Host),
            ("[::1:80", AddressError::Brackets),
            ("::1", AddressError::Brackets),
            ("::1:8080", AddressError::Brackets),
            ("unix:", AddressError::Path),
            ("unix:run/app.sock", AddressError::Path),
            ("unix:/a\0b", AddressError::Path),
            ("unix:@", AddressError::Path),
            (&long, AddressError::Path),
            ("fd:", AddressError::Descriptor),
            ("fd:0", AddressError::Descriptor),
            ("fd:2", AddressError::Descriptor),
            ("fd:-3", AddressError::Descriptor),
            ("fd:4294967295", AddressError::Descriptor),
        ] {
            assert_eq!(text.parse::<Address>(), Err(error), "input: {text:?}");
        }
    }
}
