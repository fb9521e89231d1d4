//! What a worker allows: connections, times, rates, amounts. And the count of connections by address.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

/// Limits of a worker, those of the protocol aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections that may be open at once. Others wait to be accepted.
    pub connections: usize,
    /// Connections of one IPv4 address or one IPv6 network of 64 bits; one more is closed at once. None where a proxy stands before the server.
    pub per_address: Option<u32>,
    /// Requests of one connection; the last one's response says that it closes.
    pub requests_per_connection: u32,
    /// Connections accepted in one turn from one listener.
    pub accept_per_turn: usize,
    /// Bytes read in one turn from one connection.
    pub read_per_turn: usize,
    /// Bytes of output that may wait for a slow peer; whoever writes is told to stop at this mark.
    pub output_high: usize,
    /// The amount at which they are told to go on.
    pub output_low: usize,
    /// Buffers kept for connections that become active.
    pub pooled: usize,
    /// From one announced request's head to its end.
    pub head_timeout: Option<Duration>,
    /// How long a connection may be idle, a new one included.
    pub idle_timeout: Option<Duration>,
    /// How often the pace of a body is looked at. A body that stands still for so long, or is slower than `minimum_rate`, ends with 408.
    pub body_timeout: Option<Duration>,
    /// The same for what is written: a peer that reads more slowly is cut off.
    pub write_timeout: Option<Duration>,
    /// Bytes a second, looked at over `body_timeout` and `write_timeout`. At least one byte has to come in that time.
    pub minimum_rate: u64,
    /// How long a handler may take until it responds; 503 then. None: as long as it takes.
    pub handler_timeout: Option<Duration>,
    /// How long the rest of what a peer sends is read after a response that closes, so that the response reaches it (RFC 9112 section 9.6).
    pub linger_timeout: Option<Duration>,
    /// While draining: how long an idle connection may still send a request.
    pub drain_idle: Duration,
    /// How long nothing is accepted after the process has run out of descriptors.
    pub exhausted_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 65_536,
            per_address: None,
            requests_per_connection: u32::MAX,
            accept_per_turn: 64,
            read_per_turn: 256 * 1024,
            output_high: 1024 * 1024,
            output_low: 256 * 1024,
            pooled: 128,
            head_timeout: Some(Duration::from_secs(10)),
            idle_timeout: Some(Duration::from_secs(75)),
            body_timeout: Some(Duration::from_secs(10)),
            write_timeout: Some(Duration::from_secs(10)),
            minimum_rate: 240,
            handler_timeout: None,
            linger_timeout: Some(Duration::from_secs(2)),
            drain_idle: Duration::from_millis(500),
            exhausted_pause: Duration::from_millis(100),
        }
    }
}

impl Limits {
    /// The bytes that have to pass in `time`.
    pub fn least(&self, time: Option<Duration>) -> u64 {
        let millis = time.map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
        (self.minimum_rate.saturating_mul(millis) / 1000).max(1)
    }
}

/// Connections by address.
#[derive(Debug, Default)]
pub struct PerAddress {
    counts: HashMap<IpAddr, u32>,
}

impl PerAddress {
    /// Counts one more of `address`, unless there are `most` already.
    pub fn enter(&mut self, address: IpAddr, most: u32) -> bool {
        let address = key(address);
        let count = self.counts.get(&address).copied().unwrap_or(0);
        if count >= most {
            return false;
        }
        self.counts.insert(address, count.saturating_add(1));
        true
    }

    /// Counts one less.
    pub fn leave(&mut self, address: IpAddr) {
        if let Entry::Occupied(mut entry) = self.counts.entry(key(address)) {
            *entry.get_mut() = entry.get().saturating_sub(1);
            if *entry.get() == 0 {
                entry.remove();
            }
        }
    }
}

/// What counts as one address: of IPv6 the network, since whoever has one address of it has them all.
fn key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, PerAddress};
    use std::time::Duration;

    #[test]
    fn addresses_are_counted_apart() {
        let mut counts = PerAddress::default();
        for (address, most, allowed) in [
            ("192.0.2.1", 2, true),
            ("192.0.2.1", 2, true),
            ("192.0.2.1", 2, false),
            ("::ffff:192.0.2.1", 2, false),
            ("192.0.2.2", 2, true),
            ("2001:db8::1", 2, true),
            ("2001:db8::2", 2, true),
            ("2001:db8::ffff:3", 2, false),
            ("2001:db8:0:1::1", 2, true),
            ("192.0.2.9", 0, false),
        ] {
            assert_eq!(counts.enter(address.parse().unwrap(), most), allowed, "address: {address}");
        }
        counts.leave("192.0.2.1".parse().unwrap());
        assert!(counts.enter("192.0.2.1".parse().unwrap(), 2));
        for address in
            ["192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.9", "2001:db8::9", "2001:db8::9", "2001:db8:0:1::9"]
        {
            counts.leave(address.parse().unwrap());
        }
        assert!(counts.counts.is_empty(), "{counts:?}");
    }

    #[test]
    fn a_rate_asks_for_bytes_in_a_time() {
        for (rate, millis, least) in
            [(240, 10_000, 2400), (240, 1, 1), (0, 10_000, 1), (u64::MAX, 1000, u64::MAX / 1000)]
        {
            let limits = Limits { minimum_rate: rate, ..Limits::default() };
            assert_eq!(limits.least(Some(Duration::from_millis(millis))), least, "{rate} a second, {millis} ms");
        }
    }
}
