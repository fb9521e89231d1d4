//! How much a peer may send before it is refused, and how much is kept for it.

/// Limits of one connection. Those of time belong to whoever has a clock.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of a request's head, its request line and the empty lines around it included. What is longer gets 431 (RFC 6585 section 5), or 414 if it is the
    /// request line. At most [`MAX_HEAD`](Self::MAX_HEAD) counts.
    pub head: usize,
    /// Field lines of a head, and of a trailer section. More get 431.
    pub fields: usize,
    /// Bytes of a request target. A longer one gets 414 (RFC 9112 section 3: at least 8000 are recommended).
    pub target: usize,
    /// Bytes of a method. A longer one gets 501 (RFC 9112 section 3).
    pub method: usize,
    /// Bytes of a body, without its framing. A longer one gets 413.
    pub body: u64,
    /// Bytes of all chunk extensions of a body, and of what else the chunk size lines have besides sizes. More get 413 (RFC 9112 section 7.1.1).
    pub chunk_extensions: usize,
    /// Bytes of a trailer section. More get 431.
    pub trailers: usize,
    /// Bytes of a body that are read and dropped when the response is complete before the request is. If more are left, the connection is closed.
    pub discard: u64,
    /// Bytes of output that nobody has taken, above which no further pipelined request is announced.
    pub backlog: usize,
    /// Bytes of the receive buffer at first.
    pub buffer: usize,
    /// Bytes of a body that wait at most to be consumed; then [`Connection::room`](crate::Connection::room) is empty.
    pub window: usize,
    /// Requests of one connection, after which it is closed.
    pub requests: u64,
}

impl Limits {
    /// The longest head there may be, whatever [`head`](Self::head) says: places in it are 32 bits wide.
    pub const MAX_HEAD: usize = 1 << 24;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: 16 * 1024,
            fields: 100,
            target: 8 * 1024,
            method: 32,
            body: 8 * 1024 * 1024,
            chunk_extensions: 4 * 1024,
            trailers: 8 * 1024,
            discard: 64 * 1024,
            backlog: 256 * 1024,
            buffer: 8 * 1024,
            window: 64 * 1024,
            requests: u64::MAX,
        }
    }
}
