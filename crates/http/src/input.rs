//! The receive buffer: one request and what is read behind it. Memory that is initialised once, with cursors.
//!
//! ```text
//! start          head ends   body_at   body_end      raw_at        filled          bytes.len()
//!   | head           | consumed | to consume | framing | not decoded | room to read into |
//! ```

/// The buffer. All of its cursors are places in `bytes`, in this order.
#[derive(Debug, Default)]
pub(crate) struct Input {
    pub bytes: Vec<u8>,
    /// Where the request begins.
    pub start: usize,
    /// What is decoded of its body and not consumed.
    pub body_at: usize,
    pub body_end: usize,
    /// What follows has not been looked at.
    pub raw_at: usize,
    /// Where the bytes end that have come.
    pub filled: usize,
}

impl Input {
    /// The request and all behind it.
    pub fn request(&self) -> &[u8] {
        self.bytes.get(self.start..self.filled).unwrap_or_default()
    }

    pub fn body(&self) -> &[u8] {
        self.bytes.get(self.body_at..self.body_end).unwrap_or_default()
    }

    pub fn raw(&self) -> &[u8] {
        self.bytes.get(self.raw_at..self.filled).unwrap_or_default()
    }

    pub fn room(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.filled..).unwrap_or_default()
    }

    pub fn room_len(&self) -> usize {
        self.bytes.len().saturating_sub(self.filled)
    }

    /// Whether every byte that came has been used.
    pub fn is_empty(&self) -> bool {
        self.start == self.filled
    }

    /// Begins with the body, where the head ends.
    pub fn begin_body(&mut self, head: usize) {
        let at = self.start.saturating_add(head).min(self.filled);
        (self.body_at, self.body_end, self.raw_at) = (at, at, at);
    }

    /// Takes bytes that are data as they stand behind `raw_at` into the body.
    pub fn take_data(&mut self, length: usize) {
        let end = self.raw_at.saturating_add(length).min(self.filled);
        if self.body_at == self.body_end {
            (self.body_at, self.body_end) = (self.raw_at, end);
        } else if self.body_end == self.raw_at {
            self.body_end = end;
        } else {
            self.bytes.copy_within(self.raw_at..end, self.body_end);
            self.body_end += end - self.raw_at;
        }
        self.raw_at = end;
    }

    pub fn consume(&mut self, count: usize) {
        self.body_at = self.body_at.saturating_add(count).min(self.body_end);
    }

    /// The next request begins where this one ends.
    pub fn begin_next(&mut self) {
        self.start = self.raw_at;
        if self.start == self.filled {
            (self.start, self.filled) = (0, 0);
        }
        self.begin_body(0);
    }

    /// Moves everything to the beginning of the buffer, so that there is more room behind it.
    pub fn move_request(&mut self) {
        let by = self.start;
        self.bytes.copy_within(by..self.filled, 0);
        for cursor in [&mut self.start, &mut self.body_at, &mut self.body_end, &mut self.raw_at, &mut self.filled] {
            *cursor -= by;
        }
    }

    /// Moves what is left of the body to the end of the head, and what is not decoded behind that.
    pub fn move_body(&mut self, head: usize) {
        let to = self.start.saturating_add(head).min(self.body_at);
        self.bytes.copy_within(self.body_at..self.body_end, to);
        self.body_end = to + (self.body_end - self.body_at);
        self.body_at = to;
        self.bytes.copy_within(self.raw_at..self.filled, self.body_end);
        self.filled = self.body_end + (self.filled - self.raw_at);
        self.raw_at = self.body_end;
    }

    pub fn grow(&mut self, size: usize) {
        if size > self.bytes.len() {
            self.bytes.resize(size, 0);
        }
    }
}
