//! The control socket, the files, the admin pages, and what else leads to a master.

mod process_support;

use process_support::{Server, eventually};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::Command;

#[test]
fn only_its_own_user_may_ask() {
    let server = Server::start(&["workers=1"]);
    let metadata = std::fs::metadata(server.control()).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    let own = std::fs::metadata(&server.folder).unwrap().uid();
    if own != 0 {
        eprintln!("left out, since this is not root: another user asks");
        return;
    }
    // Even where the file would let them.
    std::fs::set_permissions(server.control(), std::fs::Permissions::from_mode(0o777)).unwrap();
    // A copy where another user may execute it.
    let program = server.folder.join("client");
    std::fs::copy(process_support::program(), &program).unwrap();
    let output = loop {
        let mut command = Command::new(&program);
        match command.arg("ask").arg(server.control()).arg("stop").uid(65534).gid(65534).output() {
            // Another test has forked while the copy was open for writing: until that process executes its program, nobody may execute this one.
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
            output => break output.unwrap(),
        }
    };
    assert!(!output.status.success(), "{output:?}");
    assert!(!String::from_utf8_lossy(&output.stdout).starts_with("ok"), "{output:?}");
    server.get("/");
    assert!(!server.log().contains("draining"));
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let server = Server::start(&["workers=1"]);
    let long = "x".repeat(10_000);
    for (line, answer) in [
        ("", "error unknown request\n"),
        ("RELOAD", "error unknown request\n"),
        ("done", "error unknown request\n"),
        (&long, ""),
    ] {
        let mut stream = UnixStream::connect(server.control()).unwrap();
        let _ = stream.write_all(format!("{line}\n").as_bytes());
        let mut text = String::new();
        // A connection that was closed with something unread is reset.
        let _ = stream.read_to_string(&mut text);
        assert_eq!(text, answer, "{line:.20}");
    }
    // Many who say nothing do not keep others from asking for longer than their time.
    let silent: Vec<_> = (0..20).map(|_| UnixStream::connect(server.control()).unwrap()).collect();
    assert_eq!(server.status().serving().len(), 1);
    drop(silent);
}

#[test]
fn a_second_master_does_not_take_the_control_socket_of_the_first() {
    let server = Server::start(&["workers=1"]);
    let mut command = Command::new(process_support::program());
    command.args(["master", "listen=127.0.0.1:0"]).arg(format!("app={}/app", server.folder.display()));
    let output = command.arg(format!("control={}", server.control().display())).output().unwrap();
    assert_eq!(output.status.code(), Some(70));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("another server has the control socket"), "{text}");
    assert_eq!(server.status().number("pid"), u64::from(server.pid()));
}

#[test]
fn admin_pages_are_served_beside_the_application() {
    let mut server = Server::start(&["workers=1", "admin=127.0.0.1:0", "backoff=60000", "drain=60000"]);
    let admin = eventually("the admin address", || admin_address(server.pid(), server.port));
    let get = |path: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", admin)).unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().to_owned(), body.to_owned())
    };
    assert_eq!(get("/health"), ("200".into(), "ok\n".into()));
    assert_eq!(get("/ready"), ("200".into(), "ready\n".into()));
    assert_eq!(get("/other").0, "404");
    for _ in 0..5 {
        server.get("/");
    }
    // One was answered before the server counted as started. A request is counted after its answer is written.
    eventually("six requests are counted", || get("/metrics").1.contains("\nhighper_requests_total 6\n").then_some(()));
    assert!(get("/status").1.starts_with(&format!("{{\"pid\":{}", server.pid())));

    let mut begun = server.connect().unwrap();
    begun.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
    eventually("the connection is accepted", || server.status().0.contains("\"connections\":1").then_some(()));
    server.signal("TERM");
    eventually("it says that it stops", || (get("/ready") == ("503".into(), "stopping\n".into())).then_some(()));
    assert_eq!(get("/health").0, "200");
    drop(begun);
    assert_eq!(server.exit().code(), Some(0));
}

/// The other port that the master listens on.
fn admin_address(pid: u32, port: u16) -> Option<u16> {
    let inodes: Vec<String> = std::fs::read_dir(format!("/proc/{pid}/fd"))
        .ok()?
        .flatten()
        .filter_map(|entry| {
            std::fs::read_link(entry.path())
                .ok()?
                .to_str()?
                .strip_prefix("socket:[")?
                .strip_suffix(']')
                .map(str::to_owned)
        })
        .collect();
    let table = std::fs::read_to_string(format!("/proc/{pid}/net/tcp")).ok()?;
    table.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let found = u16::from_str_radix(fields.get(1)?.split(':').nth(1)?, 16).ok()?;
        (*fields.get(3)? == "0A" && inodes.iter().any(|inode| inode == fields[9]) && found != port).then_some(found)
    })
}

#[test]
fn a_unix_socket_is_shared_by_all_workers_and_removed_at_the_end() {
    let mut server = Server::start(&["workers=2", "unix=socket"]);
    let path = server.folder.join("socket");
    let mut answered = std::collections::HashSet::new();
    eventually("both workers answer on it", || {
        let mut streams: Vec<_> = (0..4).map(|_| UnixStream::connect(&path).unwrap()).collect();
        for stream in &mut streams {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
        }
        for mut stream in streams {
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            let body = text.split("\r\n\r\n").nth(1).unwrap_or_else(|| panic!("{text:?}")).to_owned();
            answered.insert(body.split(' ').nth(1).unwrap().to_owned());
        }
        (answered.len() == 2).then_some(())
    });
    assert!(server.ask("reload").0);
    assert!(path.exists(), "a reload leaves it");
    server.signal("TERM");
    assert_eq!(server.exit().code(), Some(0));
    assert!(!path.exists());
}

#[test]
fn workers_can_be_another_user_than_the_master() {
    let server = Server::start_unready(&["workers=1"], "1");
    if std::fs::metadata(&server.folder).unwrap().uid() != 0 {
        eprintln!("left out, since this is not root");
        return;
    }
    drop(server);
    // The program and the application have to be readable to that user.
    let server = Server::start(&["workers=1"]);
    let program = server.folder.join("host");
    std::fs::copy(process_support::program(), &program).unwrap();
    let other = Server::start(&["workers=1", "user=65534", &format!("program={}", program.display())]);
    let worker = other.get("/").pid;
    assert_eq!(std::fs::metadata(format!("/proc/{worker}")).unwrap().uid(), 65534);
    assert_eq!(std::fs::metadata(format!("/proc/{}", other.pid())).unwrap().uid(), 0);
    assert!(other.ask("reload").0);
}
