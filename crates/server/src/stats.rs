//! What a worker counts of itself. Plain numbers: whoever shows them to another process copies them there.

/// Counts since the worker began; `open`, `active` and `suspended` are of this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Connections that were accepted.
    pub accepted: u64,
    /// Connections that are open.
    pub open: u64,
    /// Exchanges whose response is not complete.
    pub active: u64,
    /// Requests that were handed out.
    pub requests: u64,
    /// Responses that were completed.
    pub responses: u64,
    /// Requests that the protocol refused.
    pub rejected: u64,
    /// Bytes that were read.
    pub bytes_in: u64,
    /// Bytes that were written.
    pub bytes_out: u64,
    /// Connections that were closed at once: more than the limits allow.
    pub refused: u64,
    /// Connections whose time ran out, idle ones not counted.
    pub timed_out: u64,
    /// Exchanges that the peer broke off.
    pub broken: u64,
    /// Times that accepting stopped for want of descriptors.
    pub exhausted: u64,
    /// Turns of the loop.
    pub turns: u64,
}
