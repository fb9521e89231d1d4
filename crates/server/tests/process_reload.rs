//! Reloads: new code, nothing lost, nothing left; and those that fail, which change nothing.

mod process_support;

use process_support::{Load, Server, eventually, read_answer, signal};
use std::io::Write;

#[test]
fn reloads_under_load_lose_nothing() {
    let server = Server::start(&["workers=2"]);
    let load = Load::start(&server, 8);
    let mut version = 1;
    // Ten thousand requests, and a reload every fifteen hundred.
    for count in (1500..=10_500).step_by(1500) {
        load.await_answers(count);
        version += 1;
        server.deploy(&version.to_string());
        let (is_done, answer) = server.ask("reload");
        assert_eq!((is_done, answer), (true, version.to_string()), "{}", server.log());
        assert_eq!(server.get("/").app, version.to_string(), "new code answers");
    }
    let (answered, lost) = load.stop();
    assert!(lost.is_empty(), "{} of {answered}: {lost:#?}\n{}", lost.len(), server.log());
    assert!(answered >= 10_000, "{answered}");
    let status = server.status();
    assert_eq!((status.number("reloads"), status.number("crashed")), (7, 0), "{status:?}");
    assert!(status.number("requests") >= u64::from(answered), "what ended generations counted is kept: {status:?}");
}

#[test]
fn each_way_of_asking_reloads() {
    let server = Server::start(&["workers=1"]);
    for (generation, way) in [(2, "HUP"), (3, "USR2"), (4, "reload")] {
        match way {
            "reload" => assert_eq!(server.ask("reload"), (true, "4".into())),
            signal => server.signal(signal),
        }
        eventually(way, || (server.get("/").generation == generation).then_some(()));
        server.await_log(&format!("generation {} has ended", generation - 1));
    }
}

#[test]
fn what_was_begun_before_a_reload_is_finished_by_the_old_code() {
    let server = Server::start(&["workers=1"]);
    let mut begun = server.connect().unwrap();
    begun.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
    eventually("the connection is accepted", || server.status().0.contains("\"connections\":1").then_some(()));
    server.deploy("2");
    assert_eq!(server.ask("reload"), (true, "2".into()));
    assert_eq!(server.get("/").app, "2");
    begun.write_all(b"\r\n").unwrap();
    let answer = read_answer(&mut begun).unwrap();
    assert_eq!((answer.app.as_str(), answer.is_last), ("1", true));
    server.await_log("generation 1 has ended");
}

#[test]
fn a_reload_that_fails_changes_nothing_and_says_why() {
    let server = Server::start(&["workers=2", "backoff=1", "boot=1000"]);
    let before = server.status().serving();
    let load = Load::start(&server, 4);
    for (app, reason) in [
        ("die 9", "a worker exited with status 9"),
        ("fail Syntax error in\nline 3", "Syntax error in line 3"),
        ("slot 1 die 4", "a worker exited with status 4"),
        ("sleep", "it was not ready after 1s"),
    ] {
        server.deploy(app);
        assert_eq!(server.ask("reload"), (false, reason.into()), "{app}");
        let reached = load.answered();
        load.await_answers(reached + 100);
        let status = eventually("the failed generation is gone", || {
            let status = server.status();
            (status.workers().len() == 2).then_some(status)
        });
        assert_eq!(status.serving(), before, "{app}: the workers from before serve");
        assert!(status.0.contains("\"last_failure\":\""), "{app}: {status:?}");
    }
    assert_eq!(server.status().number("failed_reloads"), 4);
    server.deploy("2");
    assert_eq!(server.ask("reload"), (true, "6".into()));
    assert_eq!(server.get("/").app, "2");
    let (answered, lost) = load.stop();
    assert!(lost.is_empty(), "{} of {answered}: {lost:#?}", lost.len());
}

#[test]
fn a_generation_that_is_killed_while_it_starts_is_a_failed_reload() {
    let server = Server::start(&["workers=1", "boot=60000"]);
    server.deploy("sleep");
    server.signal("HUP");
    let pid = eventually("the new generation starts", || {
        let status = server.status();
        (status.workers().len() == 2).then(|| status.generation_pid())
    });
    signal(pid, "KILL");
    server.await_log("generation 2 did not become ready: the generation was ended by signal 9");
    assert_eq!(server.get("/").generation, 1);
    eventually("its worker that never booted is gone", || (server.survivors().len() == 3).then_some(()));
}

#[test]
fn reloads_that_come_together_end_with_the_newest_code() {
    let server = Server::start(&["workers=1"]);
    let answers: Vec<(bool, String)> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..6).map(|_| scope.spawn(|| server.ask("reload"))).collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|(is_done, _)| *is_done), "{answers:?}: {}", server.log());
    server.deploy("last");
    assert!(server.ask("reload").0);
    assert_eq!(server.get("/").app, "last");
}

#[test]
fn many_reloads_leave_no_descriptors_and_no_mappings() {
    let server = Server::start(&["workers=1"]);
    let look = |rounds: u32| {
        for _ in 0..rounds {
            let (is_done, answer) = server.ask("reload");
            assert!(is_done, "{answer}: {}", server.log());
        }
        eventually("the old generations are gone", || (server.survivors().len() == 3).then_some(()));
        let folder = std::path::PathBuf::from(format!("/proc/{}", server.pid()));
        let descriptors = std::fs::read_dir(folder.join("fd")).unwrap().count();
        let mappings = std::fs::read_to_string(folder.join("maps")).unwrap();
        let memory = std::fs::read_to_string(folder.join("statm")).unwrap();
        let pages: Vec<u64> = memory.split(' ').map_while(|field| field.parse().ok()).collect();
        ((descriptors, mappings.matches("highper-statistics").count()), pages[1] - pages[2])
    };
    let (before, pages_before) = look(4);
    // HIGHPER_RELOADS=1000 for the long run.
    let rounds = std::env::var("HIGHPER_RELOADS").map_or(25, |rounds| rounds.parse().unwrap());
    let (after, pages_after) = look(rounds);
    assert_eq!(after, before, "descriptors, and mappings of statistics");
    assert_eq!(before.1, 1);
    // Not one page for every second reload; an allocator may take some at any time.
    assert!(pages_after < pages_before + 16 + u64::from(rounds) / 8, "{pages_before} pages became {pages_after}");
    let zombies = std::fs::read_to_string(format!("/proc/{0}/task/{0}/children", server.pid())).unwrap();
    assert_eq!(zombies.split_whitespace().count(), 1, "children of the master: {zombies}");
}
