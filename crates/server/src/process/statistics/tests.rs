//! Counting in one mapping, reading in another.

use super::*;
use std::sync::Arc;

fn two_views(slots: u32) -> (Arc<Statistics>, Statistics) {
    let ours = Statistics::new(slots, 7).unwrap();
    let theirs = Statistics::inherited(ours.as_fd().try_clone_to_owned().unwrap(), slots).unwrap();
    (Arc::new(ours), theirs)
}

#[test]
fn what_a_worker_counts_is_seen_through_another_mapping() {
    let (ours, theirs) = two_views(2);
    let number = ours.free_seat().unwrap();
    ours.occupy(number, 1, 3, 50);
    ours.set_pid(number, 4711);
    ours.set_memory(number, 1 << 20);
    let worker = WorkerStatistics::new(ours.clone(), number);
    worker.accepted(2);
    worker.set_connections(2);
    worker.answered(3, 1);
    worker.transferred(300, 5000);
    worker.begin_turn(1000);
    ours.set_state(number, State::Serving);

    let snapshot = theirs.snapshot();
    let expected = SeatSnapshot {
        state: State::Serving,
        pid: 4711,
        slot: 1,
        restarts: 3,
        started: 50,
        memory: 1 << 20,
        connections: 2,
        turn: 1000,
        counted: Totals { requests: 3, errors: 1, accepted: 2, received: 300, sent: 5000, ..Totals::default() },
    };
    assert_eq!((snapshot.generation, snapshot.seats.as_slice()), (7, &[expected][..]));
    assert_eq!(worker.requests(), 3);
}

#[test]
fn busy_time_is_that_between_the_beginning_of_a_turn_and_its_end() {
    let (ours, theirs) = two_views(1);
    ours.occupy(0, 0, 0, 1);
    let worker = WorkerStatistics::new(ours, 0);
    // What is told, and then the busy time as seen at 1,000.
    type Act = fn(&WorkerStatistics);
    let table: [(&str, Act, u64); 5] = [
        ("a worker that waits is not busy", |_| {}, 0),
        ("a turn that goes on counts until now", |worker| worker.begin_turn(900), 100),
        ("the next turn ends the one before", |worker| worker.begin_turn(950), 100),
        ("the wait ends it", |worker| worker.end_turn(960), 60),
        ("a second end is none", |worker| worker.end_turn(990), 60),
    ];
    for (name, act, busy) in table {
        act(&worker);
        assert_eq!(theirs.seat(0).busy(1000), busy, "{name}");
    }
}

#[test]
fn totals_do_not_change_when_a_worker_leaves_its_seat() {
    let (ours, theirs) = two_views(1);
    for round in 1..=5_u64 {
        let number = ours.free_seat().unwrap();
        ours.occupy(number, 0, 0, 1);
        ours.count(Cause::Started);
        let worker = WorkerStatistics::new(ours.clone(), number);
        worker.answered(10, 2);
        worker.transferred(100, 1000);
        let before = theirs.snapshot().totals();
        ours.vacate(number);
        let after = theirs.snapshot();
        assert_eq!(after.totals(), before, "round {round}");
        assert_eq!((after.seats.len(), before.requests, before.started), (0, 10 * round, round));
    }
}

#[test]
fn there_are_two_seats_a_slot() {
    let (ours, _) = two_views(3);
    for _ in 0..6 {
        let number = ours.free_seat().unwrap();
        ours.occupy(number, 0, 0, 1);
    }
    assert_eq!(ours.free_seat(), None);
    ours.vacate(4);
    assert_eq!(ours.free_seat(), Some(4));
}

#[test]
fn foreign_descriptors_and_other_sizes_are_refused() {
    let ours = Statistics::new(2, 1).unwrap();
    let error = Statistics::inherited(ours.as_fd().try_clone_to_owned().unwrap(), 3).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    let file: OwnedFd = std::fs::File::open("/dev/null").unwrap().into();
    assert!(Statistics::inherited(file, 2).is_err());
}

#[test]
fn a_change_that_was_never_finished_does_not_hold_readers_up() {
    let (ours, theirs) = two_views(1);
    ours.set_header(header::SEQUENCE, 9);
    ours.set_header(header::REQUESTS, 4);
    assert_eq!(theirs.snapshot().totals().requests, 4);
    ours.count(Cause::Started);
    assert_eq!(ours.header(header::SEQUENCE) % 2, 0);
}
