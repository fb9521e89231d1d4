//! The access log: a line for each response, in a buffer that is written once a turn. Nothing that a client sent can forge a line.

use std::fs::File;
use std::io::Write;
use std::net::IpAddr;
use std::time::Duration;

/// Bytes of lines that wait to be written. A log that cannot be written loses lines and does not take memory.
const MOST: usize = 1024 * 1024;

/// What a line looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// The combined format of Apache and nginx, followed by the time taken in seconds.
    #[default]
    Combined,
    /// An object of JSON for each response.
    Json,
}

/// A response as it is logged.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'e> {
    /// Who asked; nobody for a Unix socket.
    pub peer: Option<IpAddr>,
    /// When the response was complete: an IMF-fixdate (RFC 9110 section 5.6.7).
    pub date: &'e [u8; 29],
    /// The request's method.
    pub method: &'e [u8],
    /// The request's target, as it came.
    pub target: &'e [u8],
    /// The minor version of HTTP/1.
    pub minor: u8,
    /// The status of the response.
    pub status: u16,
    /// Bytes of the response's body.
    pub bytes: u64,
    /// The field Referer.
    pub referer: &'e [u8],
    /// The field User-Agent.
    pub agent: &'e [u8],
    /// From the request's head to the end of the response.
    pub time: Duration,
}

/// Where lines go.
#[derive(Debug)]
pub struct AccessLog {
    file: File,
    format: LogFormat,
    lines: Vec<u8>,
    lost: u64,
}

impl AccessLog {
    /// Lines of that format, to that file.
    pub const fn new(file: File, format: LogFormat) -> Self {
        Self { file, format, lines: Vec::new(), lost: 0 }
    }

    /// Adds a line.
    pub fn add(&mut self, entry: &Entry<'_>) {
        if self.lines.len() > MOST {
            self.lost = self.lost.saturating_add(1);
            return;
        }
        match self.format {
            LogFormat::Combined => combined(&mut self.lines, entry),
            LogFormat::Json => json(&mut self.lines, entry),
        }
    }

    /// Writes what has come together.
    pub fn flush(&mut self) {
        if !self.lines.is_empty() && self.file.write_all(&self.lines).is_err() {
            let lines = self.lines.iter().filter(|&&byte| byte == b'\n').count() as u64;
            self.lost = self.lost.saturating_add(lines);
        }
        self.lines.clear();
    }

    /// Goes on with another file: the one before was moved away.
    pub fn reopen(&mut self, file: File) {
        self.flush();
        self.file = file;
    }

    /// Lines that could not be written.
    pub const fn lost(&self) -> u64 {
        self.lost
    }
}

fn combined(lines: &mut Vec<u8>, entry: &Entry<'_>) {
    peer(lines, entry.peer);
    lines.extend_from_slice(b" - - [");
    common_date(lines, entry.date);
    lines.extend_from_slice(b"] \"");
    quoted(lines, entry.method, Escape::Combined);
    lines.push(b' ');
    quoted(lines, entry.target, Escape::Combined);
    // Writing to memory does not fail.
    let _ = write!(lines, " HTTP/1.{}\" {} {} \"", entry.minor, entry.status, entry.bytes);
    quoted(lines, if entry.referer.is_empty() { b"-" } else { entry.referer }, Escape::Combined);
    lines.extend_from_slice(b"\" \"");
    quoted(lines, if entry.agent.is_empty() { b"-" } else { entry.agent }, Escape::Combined);
    let _ = writeln!(lines, "\" {}.{:06}", entry.time.as_secs(), entry.time.subsec_micros());
}

fn json(lines: &mut Vec<u8>, entry: &Entry<'_>) {
    lines.extend_from_slice(b"{\"peer\":\"");
    peer(lines, entry.peer);
    lines.extend_from_slice(b"\",\"date\":\"");
    lines.extend_from_slice(entry.date);
    for (name, value) in
        [("method", entry.method), ("target", entry.target), ("referer", entry.referer), ("agent", entry.agent)]
    {
        let _ = write!(lines, "\",\"{name}\":\"");
        quoted(lines, value, Escape::Json);
    }
    let _ = writeln!(
        lines,
        "\",\"version\":\"1.{}\",\"status\":{},\"bytes\":{},\"time\":{}.{:06}}}",
        entry.minor,
        entry.status,
        entry.bytes,
        entry.time.as_secs(),
        entry.time.subsec_micros()
    );
}

fn peer(lines: &mut Vec<u8>, peer: Option<IpAddr>) {
    let _ = match peer {
        Some(address) => write!(lines, "{address}"),
        None => lines.write_all(b"-"),
    };
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` as `06/Nov/1994:08:49:37 +0000`.
fn common_date(lines: &mut Vec<u8>, date: &[u8; 29]) {
    let [_, _, _, _, _, d1, d2, _, m1, m2, m3, _, y1, y2, y3, y4, _, time @ .., _, _, _, _] = date;
    lines.extend_from_slice(&[*d1, *d2, b'/', *m1, *m2, *m3, b'/', *y1, *y2, *y3, *y4, b':']);
    lines.extend_from_slice(time);
    lines.extend_from_slice(b" +0000");
}

#[derive(Clone, Copy)]
enum Escape {
    Combined,
    Json,
}

/// Text between quotes. What is not printable ASCII is written by its number: bytes as `\xHH`, as nginx does; in JSON as the character of ISO 8859-1.
fn quoted(lines: &mut Vec<u8>, text: &[u8], escape: Escape) {
    for &byte in text {
        let _ = match (byte, escape) {
            (b'"' | b'\\', Escape::Json) => lines.write_all(&[b'\\', byte]),
            (b' '..=b'~', _) if byte != b'"' && byte != b'\\' => lines.write_all(&[byte]),
            (_, Escape::Combined) => write!(lines, "\\x{byte:02X}"),
            (_, Escape::Json) => write!(lines, "\\u{byte:04x}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{AccessLog, Entry, LogFormat};
    use std::fs::File;
    use std::io::Read;
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    fn entry<'e>(target: &'e [u8], agent: &'e [u8]) -> Entry<'e> {
        Entry {
            peer: Some([192, 0, 2, 1].into()),
            date: b"Sun, 06 Nov 1994 08:49:37 GMT",
            method: b"GET",
            target,
            minor: 1,
            status: 200,
            bytes: 31,
            referer: b"",
            agent,
            time: Duration::from_micros(1_000_250),
        }
    }

    /// What a log writes.
    fn written(format: LogFormat, entries: &[Entry<'_>]) -> String {
        let (mut reader, writer) = std::io::pipe().unwrap();
        let mut log = AccessLog::new(File::from(OwnedFd::from(writer)), format);
        for entry in entries {
            log.add(entry);
        }
        log.flush();
        drop(log);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_line_is_written_in_either_format() {
        for (target, agent, combined, json) in [
            (
                &b"/a?b=c"[..],
                &b"curl/8"[..],
                "/a?b=c HTTP/1.1\" 200 31 \"-\" \"curl/8\"",
                "\"target\":\"/a?b=c\",\"referer\":\"\",\"agent\":\"curl/8\"",
            ),
            (b"/", b"", "/ HTTP/1.1\" 200 31 \"-\" \"-\"", "\"target\":\"/\",\"referer\":\"\",\"agent\":\"\""),
            (
                b"/\"\\",
                b"a\nb\xff\x1b",
                "/\\x22\\x5C HTTP/1.1\" 200 31 \"-\" \"a\\x0Ab\\xFF\\x1B\"",
                "\"target\":\"/\\\"\\\\\",\"referer\":\"\",\"agent\":\"a\\u000ab\\u00ff\\u001b\"",
            ),
        ] {
            let entries = [entry(target, agent)];
            assert_eq!(
                written(LogFormat::Combined, &entries),
                format!("192.0.2.1 - - [06/Nov/1994:08:49:37 +0000] \"GET {combined} 1.000250\n")
            );
            assert_eq!(
                written(LogFormat::Json, &entries),
                format!(
                    "{{\"peer\":\"192.0.2.1\",\"date\":\"Sun, 06 Nov 1994 08:49:37 GMT\",\"method\":\"GET\",{json},\"version\":\"1.1\",\"status\":200,\"bytes\":31,\"time\":1.000250}}\n"
                )
            );
        }
        let unix = Entry { peer: None, ..entry(b"/", b"") };
        assert!(written(LogFormat::Combined, &[unix]).starts_with("- - - ["));
    }

    #[test]
    fn lines_that_cannot_be_written_are_counted() {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut log = AccessLog::new(File::from(OwnedFd::from(writer)), LogFormat::Combined);
        for _ in 0..3 {
            log.add(&entry(b"/", b""));
        }
        log.flush();
        assert_eq!(log.lost(), 3);
        for _ in 0..20_000 {
            log.add(&entry(b"/", b""));
        }
        assert!(log.lines.len() < super::MOST + 1000);
        assert!(log.lost() > 3);
    }
}
