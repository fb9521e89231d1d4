//! What a generation does about its workers while it runs: hung ones, those that die again and again, those that want to be replaced, load.

mod process_support;

use process_support::{Load, Server, eventually, request, signal};

#[test]
fn a_hung_worker_is_replaced_and_others_take_its_connections() {
    let server = Server::start(&["workers=2", "hung=300", "grace=100"]);
    let before = server.status().serving();
    let mut hanging = server.connect().unwrap();
    let answer = request(&mut hanging, "/", false).unwrap();
    std::io::Write::write_all(&mut hanging, b"GET /hang HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    server.await_log("has not come back to its loop");
    let after = eventually("its slot is filled", || {
        let after = server.status().serving();
        (after.len() == 2 && after.iter().all(|(_, pid)| *pid != answer.pid)).then_some(after)
    });
    assert!(after.iter().any(|(slot, _)| *slot == answer.slot), "{before:?} became {after:?}");
    eventually("the hung one is gone", || (!server.survivors().contains(&answer.pid)).then_some(()));
    assert_eq!((server.status().number("hung"), server.status().number("crashed")), (1, 0));
    for _ in 0..32 {
        server.get("/");
    }
}

#[test]
fn idle_workers_are_not_taken_for_hung() {
    let server = Server::start(&["workers=2", "hung=20"]);
    let before = server.status().serving();
    let mut idle = server.connect().unwrap();
    request(&mut idle, "/", false).unwrap();
    // Twenty looks at the least, by their number and not by time: memory is looked at as often as turns.
    let start = std::time::Instant::now();
    eventually("some time passes", || (start.elapsed().as_millis() > 400).then_some(()));
    assert_eq!(server.status().serving(), before);
    request(&mut idle, "/", false).unwrap();
    assert_eq!(server.status().number("hung"), 0);
}

#[test]
fn who_dies_again_and_again_waits_longer_and_others_take_over_meanwhile() {
    let server = Server::start(&["workers=2", "backoff=400"]);
    let waits = |text: &str| server.log().matches(text).count();
    for round in 0..4 {
        let pid = eventually("slot 0 serves", || {
            server.status().serving().into_iter().find_map(|(slot, pid)| (slot == 0).then_some(pid))
        });
        signal(pid, "KILL");
        eventually("its end is noticed", || (waits("worker 0 (pid") == round + 1).then_some(()));
        // Slot 0's listener has somebody, whoever that is.
        for _ in 0..16 {
            server.get("/");
        }
    }
    for (wait, count) in [("starts now", 1), ("starts in 400.0ms", 1), ("starts in 800.0ms", 1), ("starts in 1.6s", 1)]
    {
        assert_eq!(waits(wait), count, "{wait}: {}", server.log());
    }
}

#[test]
fn workers_that_cannot_boot_any_more_are_tried_again_while_others_serve() {
    let server = Server::start(&["workers=2", "backoff=10"]);
    server.deploy("slot 0 fail no database");
    let pid = server.status().serving()[0].1;
    signal(pid, "KILL");
    eventually("it was tried more often than a first start would be", || {
        (server.log().matches("did not become ready: no database").count() > 4).then_some(())
    });
    for _ in 0..16 {
        assert_eq!(server.get("/").slot, 1);
    }
    server.deploy("2");
    eventually("it boots again", || (server.status().serving().len() == 2).then_some(()));
}

#[test]
fn workers_are_replaced_after_their_requests_and_none_is_lost() {
    let server = Server::start(&["workers=2", "requests=300"]);
    let load = Load::start(&server, 6);
    load.await_answers(3000);
    let (answered, lost) = load.stop();
    assert!(lost.is_empty(), "{} of {answered}: {lost:#?}\n{}", lost.len(), server.log());
    let status = server.status();
    assert!(status.number("recycled") >= 4, "{status:?}");
    assert_eq!(status.number("crashed"), 0, "{}", server.log());
    server.await_log("is replaced: it has answered as many requests as it may");
}

#[test]
fn a_worker_that_grows_is_replaced() {
    let server = Server::start(&["workers=1", "memory=50000000", "interval=50"]);
    let before = server.get("/").pid;
    assert_eq!(server.get("/eat").pid, before);
    server.await_log("is replaced: it has more memory than it may");
    eventually("another one answers", || (server.get("/").pid != before).then_some(()));
    eventually("the old one is gone", || (!server.survivors().contains(&before)).then_some(()));
}

#[test]
fn a_worker_that_leaves_by_itself_is_replaced() {
    for (name, reason) in [("fault", "a fault left it unusable"), ("signal", "a signal asked it to end")] {
        let server = Server::start(&["workers=1"]);
        let before = server.get("/").pid;
        match name {
            "fault" => assert_eq!(server.get("/fault").pid, before, "its own request is answered"),
            _ => signal(before, "TERM"),
        }
        // The connection waits for the next worker.
        eventually(name, || (server.get("/").pid != before).then_some(()));
        server.await_log(reason);
        eventually("the old one is gone", || (!server.survivors().contains(&before)).then_some(()));
        assert_eq!(server.status().number("crashed"), 0, "{name}: {}", server.log());
    }
}

#[test]
fn load_decides_on_the_number_of_workers() {
    let server = Server::start(&["workers=1", "most=3", "interval=100", "quiet=3"]);
    assert_eq!(server.status().serving().len(), 1);
    let load = Load::on(&server, 4, "/spin");
    eventually("more workers serve", || (server.status().serving().len() == 3).then_some(()));
    let (_, lost) = load.stop();
    assert!(lost.is_empty(), "{lost:#?}");
    server.await_log("workers instead of 1");
    eventually("one worker is enough again", || (server.status().workers().len() == 1).then_some(()));
    // All three listeners are still there, and one worker has them.
    for _ in 0..32 {
        assert_eq!(server.get("/").slot, 0);
    }
    assert_eq!(server.status().number("crashed"), 0, "{}", server.log());
}
