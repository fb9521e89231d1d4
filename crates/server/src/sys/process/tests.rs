//! What the faces promise beyond what the processes' own tests show.

use super::channel::{Channel, Received};
use super::poll::Waiting;
use super::signals::Signals;
use super::task::{self, Exit};
use super::{clock, memory, rights, spawn};
use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

#[test]
fn forking_beside_other_threads_is_refused() {
    let other = std::thread::spawn(std::thread::park);
    assert_eq!(task::fork().unwrap_err().kind(), ErrorKind::Unsupported);
    other.thread().unpark();
    other.join().unwrap();
}

#[test]
fn groups_and_strangers_are_not_signalled_by_mistake() {
    for pid in [0, -1, i32::MIN] {
        assert_eq!(task::signal(pid, 0).unwrap_err().kind(), ErrorKind::InvalidInput, "{pid}");
    }
    for pid in [-1, 0, 1, task::own_pid(), task::parent_pid(), i32::MAX] {
        assert!(!task::is_child(pid), "{pid}");
    }
    task::signal(task::own_pid(), 0).unwrap();
}

#[test]
fn a_program_has_the_descriptors_that_it_was_given_and_no_others() {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let secret = File::open("/dev/null").unwrap();
    let script = "ls /proc/self/fd | tr '\\n' ' ' >&$WRITER";
    let number = format!("{}", std::os::fd::AsRawFd::as_raw_fd(&writer));
    let program = spawn::Program {
        file: &"/bin/sh".into(),
        arguments: &["-c".into(), script.into()],
        environment: &[("WRITER".into(), OsString::from(&number))],
        identity: None,
        with_parent: None,
    };
    let pid = spawn::spawn(&program, &[writer.as_fd()]).unwrap();
    assert!(task::is_child(pid));
    drop(writer);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    let numbers: Vec<&str> = text.split_whitespace().collect();
    assert!(numbers.contains(&number.as_str()), "{text}");
    let secret = std::os::fd::AsRawFd::as_raw_fd(&secret).to_string();
    assert!(!numbers.contains(&secret.as_str()), "{secret} is among {text}");
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        // Other tests' children may be reaped here, too; none of them waits for one.
        if let Some((ended, exit)) = task::reap()
            && ended == pid
        {
            assert_eq!(exit, Exit::Status(0));
            break;
        }
        assert!(Instant::now() < until, "it does not end");
        std::thread::yield_now();
    }
    assert!(!task::is_child(pid), "it was reaped");
}

#[test]
fn a_program_that_is_none_is_an_error_here_and_not_a_process() {
    let program = spawn::Program {
        file: &"/nonexistent/program".into(),
        arguments: &[],
        environment: &[],
        identity: None,
        with_parent: Some(15),
    };
    assert_eq!(spawn::spawn(&program, &[]).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn signals_come_out_of_the_pipe_until_the_value_is_dropped() {
    // Ignored by default, so that what comes after the value was dropped does no harm.
    let signal = libc::SIGWINCH;
    let mut signals = Signals::catch(&[signal]).unwrap();
    assert_eq!(signals.take(), []);
    task::signal(task::own_pid(), signal).unwrap();
    let mut waiting = Waiting::default();
    let number = waiting.watch(signals.as_fd(), false);
    while !waiting.is_readable(number) {
        waiting.wait(Some(Duration::from_secs(60))).unwrap();
    }
    assert_eq!(signals.take(), [signal]);
    assert!(signals.also(libc::SIGKILL).is_err(), "what cannot be caught is said to be so");
    drop(signals);
    task::signal(task::own_pid(), signal).unwrap();
}

#[test]
fn channels_keep_messages_whole_and_tell_of_their_end() {
    let (one, other) = Channel::pair().unwrap();
    let mut room = [0; 8];
    assert_eq!(other.receive(&mut room), Received::Nothing);
    one.send(b"abc").unwrap();
    one.send(b"0123456789").unwrap();
    assert_eq!((other.receive(&mut room), &room[..3]), (Received::Message(3), &b"abc"[..]));
    assert_eq!(other.receive(&mut room), Received::Message(8), "what does not fit is lost");
    one.send(b"last").unwrap();
    drop(one);
    assert_eq!((other.receive(&mut room), &room[..4]), (Received::Message(4), &b"last"[..]));
    assert_eq!(other.receive(&mut room), Received::Closed);
    assert_eq!(other.send(b"x").unwrap_err().kind(), ErrorKind::BrokenPipe, "and no signal");
}

#[test]
fn a_channel_that_nobody_reads_does_not_hold_its_sender_up() {
    let (one, _other) = Channel::pair().unwrap();
    let error = (0..1_000_000).find_map(|_| one.send(&[0; 512]).err());
    assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::WouldBlock));
}

#[test]
fn descriptors_pass_through_a_socket_up_to_the_most() {
    let file = File::open("/dev/null").unwrap();
    for count in [0, 1, 2, rights::MOST] {
        let (one, other) = UnixStream::pair().unwrap();
        let descriptors: Vec<BorrowedFd<'_>> = (0..count).map(|_| file.as_fd()).collect();
        assert_eq!(rights::send(one.as_fd(), b"x", &descriptors).unwrap(), 1, "{count}");
        let mut room = [0; 4];
        let (length, received) = rights::receive(other.as_fd(), &mut room).unwrap();
        assert_eq!((length, received.len()), (1, count), "{count}");
        for descriptor in received {
            let mut text = Vec::new();
            File::from(descriptor).read_to_end(&mut text).unwrap();
        }
    }
    let (one, _other) = UnixStream::pair().unwrap();
    let many: Vec<BorrowedFd<'_>> = (0..=rights::MOST).map(|_| file.as_fd()).collect();
    assert_eq!(rights::send(one.as_fd(), b"x", &many).unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(rights::send(one.as_fd(), b"", &[]).unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[test]
fn the_other_end_of_a_socket_has_a_name() {
    let (one, _other) = UnixStream::pair().unwrap();
    let peer = rights::peer(one.as_fd()).unwrap();
    assert_eq!(peer, rights::Peer { pid: task::own_pid(), user: task::own_user() });
    assert!(rights::peer(File::open("/dev/null").unwrap().as_fd()).is_err());
}

#[test]
fn shared_memory_has_one_size_for_good() {
    let words = memory::SharedWords::new(16).unwrap();
    words.words()[15].store(7, Ordering::Relaxed);
    let file = File::from(words.as_fd().try_clone_to_owned().unwrap());
    assert!(file.set_len(0).is_err(), "nobody can take it from under a mapping");
    assert!((&file).write_all(&[0; 4096]).is_err());
    assert!(memory::SharedWords::new(0).is_err() && memory::SharedWords::new(usize::MAX).is_err());
}

#[test]
fn the_clock_goes_forward() {
    let before = clock::nanoseconds();
    assert!(before > 0 && clock::nanoseconds() >= before);
}
