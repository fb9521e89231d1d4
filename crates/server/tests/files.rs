//! Files as clients get them.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Client, Server};
use highper_server::{FileOptions, Files, Limits, Ready, Served};
use std::fs::File;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("highper-files-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file that was modified so many seconds after 1970.
    fn put(&self, name: &str, contents: &[u8], modified: u64) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contents).unwrap();
        let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(modified);
        File::options().append(true).open(path).unwrap().set_modified(moment).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A server of files. What is not found gets 404.
struct Site {
    server: Server,
    files: Files,
}

impl Site {
    fn new(folder: &Folder, options: FileOptions) -> Self {
        let server = Server::new(Limits::default());
        server.hands.advance(Duration::from_secs(1_000_000));
        Self { server, files: Files::new(&folder.0, options).unwrap() }
    }

    fn step(&mut self) {
        let worker = &mut self.server.worker;
        worker.turn(Some(Duration::from_millis(5))).unwrap();
        while let Some(ready) = worker.next() {
            if let Ready::Request(id) = ready
                && self.files.serve(worker, id).unwrap() == Served::NotFound
            {
                worker.respond(id, 404, [], highper_server::http::BodyKind::Empty).unwrap();
            }
        }
        worker.flush();
    }

    /// The response to one request over a connection of its own.
    fn ask(&mut self, method: &str, target: &str, fields: &str) -> Response {
        let mut client = Client::new(std::net::TcpStream::connect(self.server.place).unwrap());
        client.send(format!("{method} {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{fields}\r\n").as_bytes());
        for _ in 0..2000 {
            self.step();
            client.take();
            if client.is_ended {
                return Response::read(&client.received);
            }
        }
        panic!("{method} {target} {fields}: no end behind {:?}", client.text());
    }
}

struct Response {
    head: String,
    body: Vec<u8>,
}

impl Response {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        Self { head: String::from_utf8(bytes[..end].to_vec()).unwrap(), body: bytes[end..].to_vec() }
    }

    fn status(&self) -> u16 {
        self.head[9..12].parse().unwrap()
    }

    fn field(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or("")
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

#[test]
fn paths_name_files() {
    let folder = Folder::new("paths");
    folder.put("a.txt", b"text", 1000);
    folder.put("with space/%.html", b"page", 1000);
    folder.put("index.html", b"root", 1000);
    folder.put("sub/index.html", b"sub", 1000);
    folder.put("empty/file", b"", 1000);
    folder.put(".hidden", b"secret", 1000);
    folder.put(".well-known/thing.json", b"{}", 1000);
    std::os::unix::fs::symlink("/etc/passwd", folder.0.join("passwd")).unwrap();
    let mut site = Site::new(&folder, FileOptions::default());
    for (method, target, status, media_type, body) in [
        ("GET", "/a.txt", 200, "text/plain; charset=utf-8", "text"),
        ("GET", "/a.txt?version=3", 200, "text/plain; charset=utf-8", "text"),
        ("GET", "//./sub/../a%2Etxt", 200, "text/plain; charset=utf-8", "text"),
        ("HEAD", "/a.txt", 200, "text/plain; charset=utf-8", ""),
        ("POST", "/a.txt", 404, "", ""),
        ("GET", "/a.txt/", 404, "", ""),
        ("GET", "/with%20space/%25.html", 200, "text/html; charset=utf-8", "page"),
        ("GET", "/", 200, "text/html; charset=utf-8", "root"),
        ("GET", "/sub/", 200, "text/html; charset=utf-8", "sub"),
        ("GET", "/empty/", 404, "", ""),
        ("GET", "/empty", 404, "", ""),
        ("GET", "/empty/file", 200, "application/octet-stream", ""),
        ("GET", "/missing", 404, "", ""),
        ("GET", "/.hidden", 404, "", ""),
        ("GET", "/.well-known/thing.json", 200, "application/json", "{}"),
        ("GET", "/passwd", 404, "", ""),
        ("GET", "/../a.txt", 400, "text/plain", "Bad Request"),
        ("GET", "/%2e%2e/a.txt", 400, "text/plain", "Bad Request"),
        ("GET", "/a.txt%00", 400, "text/plain", "Bad Request"),
    ] {
        let response = site.ask(method, target, "");
        let found = (response.status(), response.field("Content-Type"), response.text());
        assert_eq!(found, (status, media_type, body.to_owned()), "{method} {target}: {}", response.head);
    }
    let head = site.ask("HEAD", "/a.txt", "");
    assert_eq!(head.field("Content-Length"), "4", "{}", head.head);
    for (target, location) in [("/sub", "/sub/"), ("/sub?a=b", "/sub/?a=b"), ("//sub", "/sub/")] {
        let response = site.ask("GET", target, "");
        assert_eq!((response.status(), response.field("Location")), (308, location), "{target}");
    }
}

#[test]
fn a_client_that_has_a_file_does_not_get_it_again() {
    let folder = Folder::new("conditions");
    folder.put("a.txt", b"0123456789", 1000);
    let options = FileOptions { cache_control: Some("max-age=60".to_owned()), ..FileOptions::default() };
    let mut site = Site::new(&folder, options);
    let first = site.ask("GET", "/a.txt", "");
    let tag = first.field("ETag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    assert_eq!(first.field("Last-Modified"), "Thu, 01 Jan 1970 00:16:40 GMT");
    for (fields, status) in [
        (format!("If-None-Match: {tag}\r\n"), 304),
        (format!("If-None-Match: \"x\", W/{tag}\r\n"), 304),
        ("If-None-Match: *\r\n".to_owned(), 304),
        ("If-None-Match: \"x\"\r\n".to_owned(), 200),
        ("If-Modified-Since: Thu, 01 Jan 1970 00:16:40 GMT\r\n".to_owned(), 304),
        ("If-Modified-Since: Thu, 01 Jan 1970 00:16:39 GMT\r\n".to_owned(), 200),
        ("If-None-Match: \"x\"\r\nIf-Modified-Since: Thu, 01 Jan 1970 00:16:40 GMT\r\n".to_owned(), 200),
        (format!("If-Match: {tag}\r\n"), 200),
        ("If-Match: \"x\"\r\n".to_owned(), 412),
        ("If-Unmodified-Since: Thu, 01 Jan 1970 00:16:39 GMT\r\n".to_owned(), 412),
    ] {
        let response = site.ask("GET", "/a.txt", &fields);
        assert_eq!(response.status(), status, "{fields}");
        if status == 304 {
            let found =
                (response.field("ETag"), response.field("Cache-Control"), response.field("Vary"), response.text());
            assert_eq!(found, (&tag[..], "max-age=60", "Accept-Encoding", String::new()), "{fields}");
        }
    }
    folder.put("a.txt", b"9876543210", 1001);
    assert_ne!(site.ask("GET", "/a.txt", "").field("ETag"), tag);
}

#[test]
fn parts_of_a_file_are_sent() {
    let folder = Folder::new("ranges");
    folder.put("a.txt", b"0123456789", 1000);
    let mut site = Site::new(&folder, FileOptions::default());
    let tag = site.ask("GET", "/a.txt", "").field("ETag").to_owned();
    for (fields, status, range, body) in [
        ("Range: bytes=0-3".to_owned(), 206, "bytes 0-3/10", "0123"),
        ("Range: bytes=8-100".to_owned(), 206, "bytes 8-9/10", "89"),
        ("Range: bytes=-3".to_owned(), 206, "bytes 7-9/10", "789"),
        ("Range: bytes=10-".to_owned(), 416, "bytes */10", ""),
        ("Range: lines=1-2".to_owned(), 200, "", "0123456789"),
        ("Range: bytes=3-1".to_owned(), 200, "", "0123456789"),
        ("Range: bytes=0-1\r\nRange: bytes=3-4".to_owned(), 200, "", "0123456789"),
        (format!("Range: bytes=0-1\r\nIf-Range: {tag}"), 206, "bytes 0-1/10", "01"),
        ("Range: bytes=0-1\r\nIf-Range: \"x\"".to_owned(), 200, "", "0123456789"),
        (format!("Range: bytes=0-1\r\nIf-None-Match: {tag}"), 304, "", ""),
    ] {
        let response = site.ask("GET", "/a.txt", &format!("{fields}\r\n"));
        let found = (response.status(), response.field("Content-Range"), response.text());
        assert_eq!(found, (status, range, body.to_owned()), "{fields}: {}", response.head);
    }
    let head = site.ask("HEAD", "/a.txt", "Range: bytes=0-1\r\n");
    assert_eq!((head.status(), head.field("Content-Length")), (200, "10"));

    let many = site.ask("GET", "/a.txt", "Range: bytes=0-1,4-5,9-\r\n");
    let boundary = many.field("Content-Type").strip_prefix("multipart/byteranges; boundary=").unwrap().to_owned();
    let part = |range: &str, text: &str| {
        format!(
            "\r\n--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes {range}/10\r\n\r\n{text}"
        )
    };
    let expected = [part("0-1", "01"), part("4-5", "45"), part("9-9", "9"), format!("\r\n--{boundary}--\r\n")].concat();
    assert_eq!((many.status(), many.text()), (206, expected));
    assert_eq!(many.field("Content-Length"), many.body.len().to_string());
}

#[test]
fn a_compressed_variant_goes_to_who_accepts_it() {
    let folder = Folder::new("variants");
    folder.put("a.js", b"plain", 1000);
    folder.put("a.js.br", b"brotli", 1000);
    folder.put("a.js.gz", b"gzip", 2000);
    folder.put("a.js.zst", b"stale", 999);
    folder.put("a.png", b"image", 1000);
    folder.put("a.png.gz", b"gzip", 1000);
    let mut site = Site::new(&folder, FileOptions::default());
    for (target, accepts, coding, body, varies) in [
        ("/a.js", "gzip, deflate, br, zstd", "br", "brotli", true),
        ("/a.js", "gzip", "gzip", "gzip", true),
        ("/a.js", "br;q=0.5, gzip;q=0.9", "gzip", "gzip", true),
        ("/a.js", "zstd", "", "plain", true),
        ("/a.js", "br;q=0", "", "plain", true),
        ("/a.js", "identity, br;q=0.5", "", "plain", true),
        ("/a.js", "", "", "plain", true),
        ("/a.png", "gzip", "", "image", false),
    ] {
        let response = site.ask("GET", target, &format!("Accept-Encoding: {accepts}\r\n"));
        let found = (response.field("Content-Encoding"), response.text(), !response.field("Vary").is_empty());
        assert_eq!(found, (coding, body.to_owned(), varies), "{target}, {accepts}: {}", response.head);
        assert!(["text/javascript; charset=utf-8", "image/png"].contains(&response.field("Content-Type")));
    }
    let tags = ["gzip", "br", "identity"]
        .map(|coding| site.ask("GET", "/a.js", &format!("Accept-Encoding: {coding}\r\n")).field("ETag").to_owned());
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
}

#[test]
fn a_large_file_reaches_a_slow_client_whole_and_takes_no_memory() {
    const LENGTH: usize = 30_000_000;
    let folder = Folder::new("large");
    let contents: Vec<u8> = (0..LENGTH).map(|at| u8::try_from(at % 251).unwrap()).collect();
    folder.put("large.bin", &contents, 1000);
    let mut site = Site::new(&folder, FileOptions::default());
    let mut client = Client::new(std::net::TcpStream::connect(site.server.place).unwrap());
    let mut other = Client::new(std::net::TcpStream::connect(site.server.place).unwrap());
    client.send(
        b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\nGET /large.bin HTTP/1.1\r\nHost: a\r\nRange: bytes=-5\r\n\r\n",
    );
    for _ in 0..10 {
        site.step();
    }
    // Nobody waits for it.
    other.send(b"GET /missing HTTP/1.1\r\nHost: a\r\n\r\n");
    for _ in 0..10 {
        site.step();
        other.take();
    }
    assert_eq!(other.statuses(), [404]);
    for _ in 0..20_000 {
        client.take_at_most(300_000);
        site.step();
        if client.received.ends_with(&contents[LENGTH - 5..]) && client.received.len() > LENGTH + 500 {
            break;
        }
    }
    let first = Response::read(&client.received);
    assert_eq!(first.body.get(..LENGTH), Some(&contents[..]), "{}", first.head);
    let second = Response::read(&first.body[LENGTH..]);
    assert_eq!((second.status(), &second.body[..]), (206, &contents[LENGTH - 5..]));
}

#[test]
fn a_large_file_reaches_a_client_that_asks_for_nothing_else() {
    let folder = Folder::new("alone");
    folder.put("large.bin", &vec![b'x'; 5_000_000], 1000);
    let mut site = Site::new(&folder, FileOptions::default());
    let response = site.ask("GET", "/large.bin", "");
    assert_eq!((response.status(), response.body.len()), (200, 5_000_000));
    let mut client = Client::new(std::net::TcpStream::connect(site.server.place).unwrap());
    client.send(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n");
    for _ in 0..2000 {
        site.step();
        client.take();
        if client.received.len() > 5_000_000 {
            break;
        }
    }
    assert_eq!(Response::read(&client.received).body.len(), 5_000_000);
}

#[test]
fn a_client_that_reads_nothing_does_not_open_more_and_more_files() {
    let folder = Folder::new("greedy");
    folder.put("large.bin", &vec![b'x'; 20_000_000], 1000);
    let mut site = Site::new(&folder, FileOptions::default());
    let mut client = Client::new(std::net::TcpStream::connect(site.server.place).unwrap());
    client.send(&b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50));
    for _ in 0..50 {
        site.step();
    }
    assert!(site.server.worker.stats().requests <= 2, "{:?}", site.server.worker.stats());
    for _ in 0..20_000 {
        client.take();
        client.received.clear();
        site.step();
        if site.server.worker.stats().requests == 50 {
            return;
        }
    }
    panic!("not all were answered: {:?}", site.server.worker.stats());
}

#[test]
fn a_file_that_becomes_shorter_ends_the_connection() {
    let folder = Folder::new("shorter");
    folder.put("a.bin", &vec![b'x'; 20_000_000], 1000);
    let mut site = Site::new(&folder, FileOptions::default());
    let mut client = Client::new(std::net::TcpStream::connect(site.server.place).unwrap());
    client.send(b"GET /a.bin HTTP/1.1\r\nHost: a\r\n\r\n");
    for _ in 0..10 {
        site.step();
    }
    File::options().write(true).open(folder.0.join("a.bin")).unwrap().set_len(1000).unwrap();
    for _ in 0..2000 {
        client.take();
        site.step();
        if client.is_ended || client.is_reset {
            break;
        }
    }
    assert!(client.is_ended || client.is_reset, "{} bytes", client.received.len());
    assert!(client.received.len() < 20_000_000);
    assert_eq!(site.server.worker.stats().open, 0);
}
