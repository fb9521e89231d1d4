//! What the tests of processes share: a server that ends with its test however that ends, clients that count, and conditions with a bound.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Everything that is waited for comes sooner on any machine that works at all.
pub const BOUND: Duration = Duration::from_secs(60);

/// Waits until there is something, and fails in these words if there is not.
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + BOUND;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "{what}: not within {BOUND:?}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The program that acts as master, generation and worker. `cargo test` builds examples along; with `--test` it does not.
pub fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own.parent().and_then(Path::parent).unwrap().join("examples/process_host");
    assert!(program.exists(), "{} is not built: cargo build --example process_host", program.display());
    program
}

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A server and its folder.
pub struct Server {
    pub folder: PathBuf,
    pub port: u16,
    master: Option<Child>,
    others: Vec<Child>,
    options: Vec<String>,
}

impl Server {
    /// Starts a master with these options and waits until it answers.
    pub fn start(options: &[&str]) -> Self {
        let server = Self::start_unready(options, "1");
        server.await_ready();
        server
    }

    /// Starts a master whose application is this text.
    pub fn start_unready(options: &[&str], app: &str) -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("highper-process-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        let mut server = Self { folder, port: 0, master: None, others: Vec::new(), options };
        server.deploy(app);
        server.master = Some(server.spawn(&[]));
        server.port = eventually("the server says where it listens", || {
            let log = server.log();
            let (_, rest) = log.split_once("listening on 127.0.0.1:")?;
            rest.split_once('\n')?.0.split(',').next()?.parse().ok()
        });
        server
    }

    /// Starts another master on the same port, which takes over from the first.
    pub fn spawn(&self, more: &[&str]) -> Child {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.folder.join("log")).unwrap();
        let mut command = Command::new(program());
        command.arg("master").arg(format!("listen=127.0.0.1:{}", self.port));
        command.arg(format!("app={}", self.folder.join("app").display()));
        command.arg(format!("control={}", self.control().display()));
        command.arg(format!("pid={}", self.folder.join("pid").display()));
        command.args(&self.options).args(more);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap()
    }

    /// Becomes the one to look after in place of the first.
    pub fn replace_master(&mut self, other: Child) {
        self.others.extend(self.master.replace(other));
    }

    pub fn deploy(&self, app: &str) {
        let new = self.folder.join("app.new");
        fs::write(&new, app).unwrap();
        fs::rename(new, self.folder.join("app")).unwrap();
    }

    pub fn control(&self) -> PathBuf {
        self.folder.join("control")
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    pub fn pid(&self) -> u32 {
        self.master.as_ref().unwrap().id()
    }

    pub fn await_ready(&self) {
        eventually(&format!("the server answers; its log: {}", self.log()), || self.try_get("/"));
    }

    pub fn await_log(&self, text: &str) {
        let until = Instant::now() + BOUND;
        while !self.log().contains(text) {
            assert!(Instant::now() < until, "{text:?} is not in the log:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Asks the control socket. The flag says whether it was done.
    pub fn ask(&self, request: &str) -> (bool, String) {
        let output = Command::new(program()).arg("ask").arg(self.control()).arg(request).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap().trim_end().to_owned())
    }

    pub fn status(&self) -> Status {
        let (is_done, text) = self.ask("status");
        assert!(is_done, "{text}");
        Status(text)
    }

    pub fn signal(&self, name: &str) {
        signal(self.pid(), name);
    }

    /// Waits for the master's end.
    pub fn exit(&mut self) -> ExitStatus {
        let mut master = self.master.take().unwrap();
        let status = wait_for(&mut master, &self.folder.join("log"));
        self.others.push(master);
        status
    }

    /// Processes of this server that are left, the master included.
    pub fn survivors(&self) -> Vec<u32> {
        let marker = self.folder.to_string_lossy().into_owned();
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
            let command = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            if String::from_utf8_lossy(&command).contains(&marker) {
                found.push(pid);
            }
        }
        found
    }

    pub fn await_none_left(&self) {
        let until = Instant::now() + BOUND;
        loop {
            let left = self.survivors();
            if left.is_empty() {
                return;
            }
            assert!(Instant::now() < until, "{left:?} are left; the log:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn connect(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(BOUND))?;
        Ok(stream)
    }

    pub fn try_get(&self, path: &str) -> Option<Answer> {
        let mut stream = self.connect().ok()?;
        request(&mut stream, path, true).ok()
    }

    pub fn get(&self, path: &str) -> Answer {
        let mut stream = self.connect().unwrap();
        request(&mut stream, path, true).unwrap_or_else(|error| panic!("{path}: {error}; the log:\n{}", self.log()))
    }

    /// Sends a request and leaves the connection, since there will be no answer.
    pub fn poke(&self, path: &str) -> TcpStream {
        let mut stream = self.connect().unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).unwrap();
        stream
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Until there are none: a supervisor that is killed last may have started others.
        let until = Instant::now() + BOUND;
        loop {
            for pid in self.survivors() {
                signal(pid, "KILL");
            }
            for child in self.master.iter_mut().chain(&mut self.others) {
                let _ = child.try_wait();
            }
            if self.survivors().is_empty() || Instant::now() > until {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        if std::thread::panicking() {
            eprintln!("the server's log:\n{}", self.log());
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

pub fn wait_for(process: &mut Child, log: &Path) -> ExitStatus {
    let until = Instant::now() + BOUND;
    loop {
        if let Some(status) = process.try_wait().unwrap() {
            return status;
        }
        let text = || fs::read_to_string(log).unwrap_or_default();
        assert!(Instant::now() < until, "process {} does not end; the log:\n{}", process.id(), text());
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub fn signal(pid: u32, name: &str) {
    let _ = Command::new("kill").args([format!("-{name}"), pid.to_string()]).stderr(Stdio::null()).status();
}

/// Which worker answered, and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub pid: u32,
    pub slot: u32,
    pub generation: u64,
    pub app: String,
    pub is_last: bool,
}

/// Sends a request, and reads its whole answer.
pub fn request(stream: &mut TcpStream, path: &str, is_last: bool) -> std::io::Result<Answer> {
    let end = if is_last { "Connection: close\r\n" } else { "" };
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: a\r\n{end}\r\n").as_bytes())?;
    read_answer(stream)
}

pub fn read_answer(stream: &mut TcpStream) -> std::io::Result<Answer> {
    let mut text = Vec::new();
    let mut room = [0; 1024];
    loop {
        if let Some(end) = text.windows(4).position(|part| part == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&text[..end]).into_owned();
            let length: usize =
                head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap().parse().unwrap();
            if text.len() >= end + 4 + length {
                let body = String::from_utf8_lossy(&text[end + 4..end + 4 + length]).into_owned();
                let words: Vec<&str> = body.splitn(4, ' ').collect();
                return Ok(Answer {
                    pid: words[0].parse().unwrap(),
                    slot: words[1].parse().unwrap(),
                    generation: words[2].parse().unwrap(),
                    app: words[3].to_owned(),
                    is_last: head.contains("Connection: close"),
                });
            }
        }
        let count = match stream.read(&mut room) {
            // Some systems interrupt reads that have a limit in time.
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        match count {
            0 => {
                return Err(std::io::Error::new(
                    std::io::ErrorKind::UnexpectedEof,
                    format!("after {} bytes", text.len()),
                ));
            }
            count => text.extend_from_slice(&room[..count]),
        }
    }
}

/// The status, with what tests ask of it. No JSON parser: it is text of a known form.
#[derive(Debug)]
pub struct Status(pub String);

impl Status {
    pub fn number(&self, name: &str) -> u64 {
        let start = self.0.find(&format!("\"{name}\":")).unwrap_or_else(|| panic!("{name} is not in {}", self.0));
        let text = &self.0[start + name.len() + 3..];
        text[..text.find(|byte: char| !byte.is_ascii_digit()).unwrap()].parse().unwrap()
    }

    /// State and process of each worker, by generation.
    pub fn workers(&self) -> Vec<(u64, u32, u32, String)> {
        let mut all = Vec::new();
        for generation in self.0.split("{\"generation\":").skip(1) {
            let number = generation[..generation.find(',').unwrap()].parse().unwrap();
            for worker in generation.split("{\"slot\":").skip(1) {
                let slot = worker[..worker.find(',').unwrap()].parse().unwrap();
                let field = |name: &str| {
                    let rest = &worker[worker.find(&format!("\"{name}\":")).unwrap() + name.len() + 3..];
                    rest[..rest.find(',').unwrap()].trim_matches('"').to_owned()
                };
                all.push((number, slot, field("pid").parse().unwrap(), field("state")));
            }
        }
        all
    }

    /// Whether a worker has been in one turn for long.
    pub fn busy(&self) -> bool {
        let times = self.0.split("\"busy\":").skip(1);
        times.filter_map(|text| text[..text.find('}')?].parse::<f64>().ok()).any(|seconds| seconds > 0.1)
    }

    pub fn serving(&self) -> Vec<(u32, u32)> {
        let workers = self.workers().into_iter().filter(|(_, _, _, state)| state == "serving");
        workers.map(|(_, slot, pid, _)| (slot, pid)).collect()
    }

    /// The process of the newest generation.
    pub fn generation_pid(&self) -> u32 {
        let text = self.0.rsplit("{\"generation\":").next().unwrap();
        let rest = &text[text.find("\"pid\":").unwrap() + 6..];
        rest[..rest.find(',').unwrap()].parse().unwrap()
    }
}

/// Clients that ask without a pause until they are told to stop, or have asked often enough.
pub struct Load {
    is_to_stop: Arc<AtomicBool>,
    answered: Arc<AtomicU32>,
    clients: Vec<JoinHandle<Vec<String>>>,
}

impl Load {
    /// Half of the clients open a connection for each request, half keep theirs as long as the server does.
    pub fn start(server: &Server, clients: u32) -> Self {
        Self::on(server, clients, "/")
    }

    /// The same with another path.
    pub fn on(server: &Server, clients: u32, path: &'static str) -> Self {
        let is_to_stop = Arc::new(AtomicBool::new(false));
        let answered = Arc::new(AtomicU32::new(0));
        let clients = (0..clients).map(|number| {
            let (stop, answered, port) = (is_to_stop.clone(), answered.clone(), server.port);
            std::thread::spawn(move || ask_on(port, path, number % 2 == 0, &stop, &answered))
        });
        let clients = clients.collect();
        Self { is_to_stop, answered, clients }
    }

    pub fn answered(&self) -> u32 {
        self.answered.load(Ordering::Relaxed)
    }

    /// Waits until so many requests in all have been answered.
    pub fn await_answers(&self, count: u32) {
        eventually(&format!("{count} requests are answered"), || (self.answered() >= count).then_some(()));
    }

    /// Ends the clients. What went wrong, in words: nothing may.
    pub fn stop(self) -> (u32, Vec<String>) {
        self.is_to_stop.store(true, Ordering::Relaxed);
        let lost = self.clients.into_iter().flat_map(|client| client.join().unwrap()).collect();
        (self.answered.load(Ordering::Relaxed), lost)
    }
}

fn ask_on(port: u16, path: &str, keeps: bool, stop: &AtomicBool, answered: &AtomicU32) -> Vec<String> {
    let mut lost = Vec::new();
    let mut kept: Option<TcpStream> = None;
    while !stop.load(Ordering::Relaxed) && lost.len() < 10 {
        let stream = kept.take().map_or_else(|| TcpStream::connect(("127.0.0.1", port)), Ok);
        let mut stream = match stream {
            Ok(stream) => stream,
            Err(error) => {
                lost.push(format!("connecting: {error}"));
                continue;
            }
        };
        stream.set_read_timeout(Some(BOUND)).unwrap();
        match request(&mut stream, path, !keeps) {
            Ok(answer) => {
                answered.fetch_add(1, Ordering::Relaxed);
                kept = (keeps && !answer.is_last).then_some(stream);
            }
            Err(error) => lost.push(format!("{}: {error}", if keeps { "kept connection" } else { "new connection" })),
        }
    }
    lost
}
