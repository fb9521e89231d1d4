//! A server from its start to its end, and what is left of it when its processes are killed.

mod process_support;

use process_support::{Server, eventually, read_answer, signal};
use std::io::{Read, Write};

#[test]
fn all_workers_answer_and_each_has_its_slot() {
    let server = Server::start(&["workers=3"]);
    let mut slots = std::collections::BTreeSet::new();
    eventually("each slot answers", || {
        slots.insert(server.get("/").slot);
        (slots.len() == 3).then_some(())
    });
    let status = server.status();
    assert_eq!(status.serving().iter().map(|(slot, _)| *slot).collect::<Vec<_>>(), [0, 1, 2], "{status:?}");
    assert_eq!(server.survivors().len(), 5, "a master, a generation, three workers");
    let pid = std::fs::read_to_string(server.folder.join("pid")).unwrap();
    assert_eq!(pid, format!("{}\n", server.pid()));
}

#[test]
fn a_stop_finishes_what_was_accepted() {
    for (name, way) in [
        ("SIGTERM", "TERM"),
        ("SIGINT", "INT"),
        ("SIGQUIT", "QUIT"),
        ("the control socket", "stop"),
        ("the same without a limit", "quit"),
    ] {
        let mut server = Server::start(&["workers=2"]);
        let mut begun = server.connect().unwrap();
        begun.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
        // The worker has it when it has read something of it; it answers others in the order of their coming.
        eventually("the connection is accepted", || {
            (0..8).for_each(|_| drop(server.get("/")));
            (server.status().0.matches("\"connections\":1").count() == 1).then_some(())
        });
        match way {
            "stop" | "quit" => assert_eq!(server.ask(way), (true, "ok".into()), "{name}"),
            signal => server.signal(signal),
        }
        server.await_log("draining");
        begun.write_all(b"\r\n").unwrap();
        read_answer(&mut begun).unwrap_or_else(|error| panic!("{name}: {error}: {}", server.log()));
        assert_eq!(server.exit().code(), Some(0), "{name}: {}", server.log());
        server.await_none_left();
        for file in ["pid", "control"] {
            assert!(!server.folder.join(file).exists(), "{name}: {file} is left");
        }
    }
}

#[test]
fn connections_that_wait_to_be_accepted_are_answered_before_the_end() {
    let mut server = Server::start(&["workers=1"]);
    let first = server.poke("/gate");
    eventually("the worker is busy", || server.status().busy().then_some(()));
    let mut waiting: Vec<_> = (0..16).map(|_| server.poke("/")).collect();
    server.signal("TERM");
    server.await_log("draining");
    std::fs::write(server.folder.join("gate"), "").unwrap();
    for stream in waiting.iter_mut().chain([&mut { first }]) {
        read_answer(stream).unwrap();
    }
    assert_eq!(server.exit().code(), Some(0));
}

#[test]
fn what_hangs_does_not_outlive_the_deadline_of_a_stop() {
    let mut server = Server::start(&["workers=1", "drain=100", "grace=50"]);
    let hanging = server.poke("/hang");
    eventually("a worker hangs", || server.status().busy().then_some(()));
    let (generation, worker) = (server.status().generation_pid(), server.status().serving()[0].1);
    server.signal("TERM");
    assert_eq!(server.exit().code(), Some(0), "{}", server.log());
    let killed = format!("highper[{generation}]: process {worker} did not end in time, and is killed");
    assert!(server.log().contains(&killed), "{killed}: {}", server.log());
    server.await_none_left();
    drop(hanging);
}

#[test]
fn a_second_signal_ends_everything_at_once() {
    let mut server = Server::start(&["workers=2", "drain=3600000", "grace=100"]);
    let hanging = server.poke("/hang");
    eventually("a worker hangs", || server.status().busy().then_some(()));
    server.signal("TERM");
    server.await_log("draining");
    assert!(!server.survivors().is_empty());
    server.signal("INT");
    assert_eq!(server.exit().code(), Some(0), "{}", server.log());
    server.await_log("ending at once");
    server.await_none_left();
    drop(hanging);
}

#[test]
fn a_killed_worker_is_replaced_in_its_slot_and_costs_its_own_requests_only() {
    let server = Server::start(&["workers=2"]);
    let before = server.status().serving();
    let (slot, victim) = before[0];
    // One connection to each worker, idle.
    let mut connections = std::collections::HashMap::new();
    eventually("both workers have a connection", || {
        let mut stream = server.connect().unwrap();
        let answer = process_support::request(&mut stream, "/", false).unwrap();
        connections.insert(answer.pid, stream);
        (connections.len() == 2).then_some(())
    });
    signal(victim, "KILL");
    let mut lost = connections.remove(&victim).unwrap();
    assert!(matches!(lost.read(&mut [0; 64]), Ok(0) | Err(_)), "its connection ends");
    let mut kept = connections.into_values().next().unwrap();
    let answer = process_support::request(&mut kept, "/", false).unwrap();
    assert_eq!(answer.pid, before[1].1, "the other one goes on");
    let now = eventually("its slot is filled", || {
        let now = server.status().serving();
        (now.len() == 2 && now.iter().all(|(_, pid)| *pid != victim)).then_some(now)
    });
    assert!(now.contains(&before[1]) && now.iter().any(|(other, _)| *other == slot), "{before:?} became {now:?}");
    assert_eq!(server.status().number("crashed"), 1);
    server.await_log("was ended by signal 9; the next one starts now");
}

#[test]
fn a_killed_generation_is_replaced_and_its_workers_finish() {
    let server = Server::start(&["workers=2"]);
    let mut begun = server.connect().unwrap();
    begun.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
    eventually("the connection is accepted", || server.status().0.contains("\"connections\":1").then_some(()));
    let generation = server.status().generation_pid();
    signal(generation, "KILL");
    eventually("a new generation answers", || server.try_get("/").filter(|answer| answer.generation == 2));
    begun.write_all(b"\r\n").unwrap();
    assert_eq!(read_answer(&mut begun).unwrap().generation, 1, "{}", server.log());
    let status = eventually("the old workers are gone", || {
        let status = server.status();
        status.workers().iter().all(|(generation, ..)| *generation == 2).then_some(status)
    });
    assert_eq!(server.survivors().len(), 4, "{status:?}: {}", server.log());
    assert!(status.number("requests") >= 2, "what the dead have counted is kept: {status:?}");
}

#[test]
fn a_worker_that_hangs_does_not_outlive_its_killed_generation() {
    let server = Server::start(&["workers=1", "drain=100", "grace=50"]);
    let hanging = server.poke("/hang");
    eventually("the worker hangs", || server.status().busy().then_some(()));
    let (generation, worker) = (server.status().generation_pid(), server.status().serving()[0].1);
    signal(generation, "KILL");
    eventually("a new generation answers", || server.try_get("/").filter(|answer| answer.generation == 2));
    server.await_log(&format!("process {worker} did not end in time, and is killed"));
    eventually("it is gone", || (server.survivors().len() == 3).then_some(()));
    eventually("nobody shows it any more", || (server.status().workers().len() == 1).then_some(()));
    drop(hanging);
}

#[test]
fn nothing_outlives_a_killed_master() {
    let mut server = Server::start(&["workers=3", "drain=200", "grace=100"]);
    // A worker that hangs cannot hear of it: its generation sees to that.
    let hanging = server.poke("/hang");
    let begun = server.poke("/");
    server.signal("KILL");
    assert_eq!(server.exit().code(), None);
    server.await_none_left();
    drop((hanging, begun));

    // What it has left behind does not stand in the way of the next one.
    assert!(server.folder.join("control").exists());
    let next = server.spawn(&[]);
    server.replace_master(next);
    server.await_ready();
}

#[test]
fn a_server_that_cannot_start_says_why() {
    for (name, options, app, reason) in [
        ("a worker that dies", &["workers=2", "backoff=1"][..], "die 7", "a worker exited with status 7"),
        (
            "a worker that gives a reason",
            &["workers=1", "backoff=1"],
            "fail Class \"App\" not found",
            "Class \"App\" not found",
        ),
        ("one slot of three", &["workers=3", "backoff=1"], "slot 2 die 9", "a worker exited with status 9"),
        (
            "a worker that does not come to be ready",
            &["workers=1", "boot=30", "backoff=1"],
            "sleep",
            "it was not ready after 30ms",
        ),
        ("a program that is none", &["program=/nonexistent/php"], "1", "cannot start /nonexistent/php"),
        ("a program that ends", &["program=/bin/true"], "1", "the generation exited with status 0"),
    ] {
        let mut server = Server::start_unready(options, app);
        assert_eq!(server.exit().code(), Some(70), "{name}: {}", server.log());
        let log = server.log();
        assert!(log.contains(&format!("no worker became ready: {reason}")), "{name}: {log}");
        server.await_none_left();
        assert!(!server.folder.join("control").exists(), "{name}");
    }
}

#[test]
fn two_servers_do_not_share_an_address() {
    let server = Server::start(&["workers=1"]);
    let mut other = server.spawn(&[]);
    let status = process_support::wait_for(&mut other, &server.folder.join("log"));
    assert_eq!(status.code(), Some(70));
    assert!(server.log().contains(&format!("cannot listen on 127.0.0.1:{}", server.port)), "{}", server.log());
    server.get("/");
}
