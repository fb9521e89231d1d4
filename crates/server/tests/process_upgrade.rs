//! A new master in place of the old one: it takes the listeners, and no connection is lost.

mod process_support;

use process_support::{Load, Server, eventually, read_answer, wait_for};
use std::io::Write;

fn takeover(server: &Server) -> String {
    format!("takeover={}", server.control().display())
}

#[test]
fn upgrades_under_load_lose_nothing() {
    let mut server = Server::start(&["workers=2", "admin=127.0.0.1:0"]);
    let load = Load::start(&server, 8);
    for round in 1..=3 {
        load.await_answers(round * 1500);
        let old = server.pid();
        server.deploy(&format!("upgraded {round}"));
        let next = server.spawn(&[&takeover(&server), "workers=3"]);
        server.replace_master(next);
        eventually("the new master has the control socket", || {
            (server.status().number("pid") == u64::from(server.pid())).then_some(())
        });
        eventually("the old master is gone", || (!server.survivors().contains(&old)).then_some(()));
        assert_eq!(server.get("/").app, format!("upgraded {round}"));
        let pid = std::fs::read_to_string(server.folder.join("pid")).unwrap();
        assert_eq!(pid.trim(), server.pid().to_string(), "the pid file is the new master's");
        assert_eq!(server.status().serving().len(), 3, "it has its own number of workers");
    }
    load.await_answers(6000);
    let (answered, lost) = load.stop();
    assert!(lost.is_empty(), "{} of {answered}: {lost:#?}\n{}", lost.len(), server.log());
    assert!(server.ask("reload").0, "the new master reloads");
    server.signal("TERM");
    assert_eq!(server.exit().code(), Some(0));
    server.await_none_left();
    assert!(!server.control().exists());
}

#[test]
fn fewer_workers_still_accept_from_all_listeners() {
    let mut server = Server::start(&["workers=4"]);
    let next = server.spawn(&[&takeover(&server), "workers=1"]);
    server.replace_master(next);
    eventually("the new master answers", || (server.status().number("pid") == u64::from(server.pid())).then_some(()));
    server.await_log("generation 1 has ended");
    // The system spreads these over four listeners. One worker has them all.
    for _ in 0..64 {
        assert_eq!(server.get("/").slot, 0);
    }
}

#[test]
fn an_upgrade_that_fails_changes_nothing() {
    let server = Server::start(&["workers=2", "backoff=1"]);
    let load = Load::start(&server, 4);
    server.deploy("die 5");
    let mut next = server.spawn(&[&takeover(&server)]);
    assert_eq!(wait_for(&mut next, &server.folder.join("log")).code(), Some(70));
    assert!(server.log().contains("no worker became ready: a worker exited with status 5"), "{}", server.log());
    let reached = load.answered();
    load.await_answers(reached + 500);
    let status = server.status();
    assert_eq!(status.number("pid"), u64::from(server.pid()), "the control socket is still the old master's");
    assert_eq!(status.serving().len(), 2);
    server.deploy("2");
    assert!(server.ask("reload").0, "the old master reloads again");
    let (answered, lost) = load.stop();
    assert!(lost.is_empty(), "{} of {answered}: {lost:#?}", lost.len());
}

#[test]
fn what_was_begun_before_an_upgrade_is_finished() {
    let mut server = Server::start(&["workers=1"]);
    let mut begun = server.connect().unwrap();
    begun.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
    eventually("the connection is accepted", || server.status().0.contains("\"connections\":1").then_some(()));
    let old = server.pid();
    server.deploy("2");
    let next = server.spawn(&[&takeover(&server)]);
    server.replace_master(next);
    eventually("new code answers", || (server.get("/").app == "2").then_some(()));
    assert!(server.survivors().contains(&old), "the old master waits for the request");
    begun.write_all(b"\r\n").unwrap();
    assert_eq!(read_answer(&mut begun).unwrap().app, "1");
    eventually("the old master is gone", || (!server.survivors().contains(&old)).then_some(()));
}

#[test]
fn while_a_master_takes_over_the_old_one_refuses_to_change() {
    let server = Server::start(&["workers=1", "boot=60000"]);
    server.deploy("sleep");
    let mut next = server.spawn(&[&takeover(&server)]);
    eventually("the new generation boots", || (server.survivors().len() == 6).then_some(()));
    assert_eq!(server.ask("reload"), (false, "another master is taking over".into()));
    let mut third = server.spawn(&[&takeover(&server)]);
    assert_eq!(wait_for(&mut third, &server.folder.join("log")).code(), Some(70));
    assert!(server.log().contains("another master is taking over"), "{}", server.log());
    next.kill().unwrap();
    next.wait().unwrap();
    server.deploy("2");
    eventually("it reloads when the other one is gone", || server.ask("reload").0.then_some(()));
    assert_eq!(server.get("/").app, "2");
}

#[test]
fn a_new_master_goes_on_alone_if_the_old_one_dies_meanwhile() {
    let mut server = Server::start(&["workers=1", "boot=60000"]);
    // The new worker waits for a file that the test makes.
    let gate = server.folder.join("gate");
    server.deploy(&format!("wait {}", gate.display()));
    let next = server.spawn(&[&takeover(&server)]);
    eventually("the new generation boots", || (server.survivors().len() == 6).then_some(()));
    let begun = server.poke("/hang");
    server.signal("KILL");
    server.replace_master(next);
    server.await_log("the master before this one is gone");
    std::fs::write(&gate, "").unwrap();
    eventually("it answers", || server.try_get("/"));
    assert_eq!(server.status().number("pid"), u64::from(server.pid()));
    drop(begun);
}
