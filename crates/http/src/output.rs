//! What is to be sent: bytes that wait until they are taken, and their places in all that the connection has ever sent.

/// The output of a connection.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub bytes: Vec<u8>,
    /// How many of these have been taken.
    taken: usize,
    /// How many bytes had been taken when `bytes` was empty last.
    before: u64,
}

impl Output {
    pub fn pending(&self) -> &[u8] {
        self.bytes.get(self.taken..).unwrap_or_default()
    }

    pub fn pending_len(&self) -> usize {
        self.bytes.len().saturating_sub(self.taken)
    }

    /// Where the next byte will be, of all that have been written.
    pub fn position(&self) -> u64 {
        self.before.saturating_add(self.bytes.len() as u64)
    }

    /// Where the first byte is that has not been taken.
    pub fn taken_position(&self) -> u64 {
        self.before.saturating_add(self.taken as u64)
    }

    pub fn take(&mut self, count: usize) {
        self.taken = self.taken.saturating_add(count).min(self.bytes.len());
        if self.taken == self.bytes.len() {
            self.before = self.position();
            self.bytes.clear();
            self.taken = 0;
        } else if self.taken > self.bytes.len() / 2 {
            // A peer that reads slowly does not make the buffer grow.
            self.before = self.taken_position();
            self.bytes.drain(..self.taken);
            self.taken = 0;
        }
    }

    pub fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub fn put_decimal(&mut self, mut number: u64) {
        let mut digits = [0; 20];
        let mut count = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
            count += 1;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.put(digits.get(20 - count..).unwrap_or_default());
    }

    /// The line before a chunk (RFC 9112 section 7.1).
    pub fn put_chunk_size(&mut self, mut size: u64) {
        let mut digits = [0; 16];
        let mut count = 0;
        for digit in digits.iter_mut().rev() {
            let value = u8::try_from(size & 15).unwrap_or(0);
            *digit = if value < 10 { b'0' + value } else { b'a' - 10 + value };
            count += 1;
            size >>= 4;
            if size == 0 {
                break;
            }
        }
        self.put(digits.get(16 - count..).unwrap_or_default());
        self.put(b"\r\n");
    }
}
