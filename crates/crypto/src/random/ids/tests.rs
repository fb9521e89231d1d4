use super::*;
use crate::memory::test_fork::in_child;
use std::collections::HashSet;

fn text<const LENGTH: usize>(id: Result<[u8; LENGTH], Error>) -> String {
    String::from_utf8(id.unwrap().to_vec()).unwrap()
}

#[test]
fn uuids_have_their_form() {
    for (id, version) in [(text(uuid4()), b'4'), (text(uuid7()), b'7')] {
        assert_eq!(id.len(), 36, "{id}");
        for (index, byte) in id.bytes().enumerate() {
            match index {
                8 | 13 | 18 | 23 => assert_eq!(byte, b'-', "{id}"),
                14 => assert_eq!(byte, version, "{id}"),
                19 => assert!(b"89ab".contains(&byte), "{id}"),
                _ => assert!(matches!(byte, b'0'..=b'9' | b'a'..=b'f'), "{id}"),
            }
        }
    }
}

#[test]
fn uuids_have_every_other_bit() {
    for (make, mask) in [
        (uuid4 as fn() -> _, !(0xf << 76 | 3 << 62)),
        // Of the first bit after the version the start is always zero, and the counter does not come so far here.
        (uuid7, ((1 << 75) - 1) & !(3 << 62)),
    ] {
        let [mut any, mut all] = [0, u128::MAX];
        for _ in 0..300 {
            // Every thread begins its own counter.
            let id = std::thread::spawn(make).join().unwrap().unwrap();
            let digits: String = id.iter().filter(|byte| **byte != b'-').map(|byte| char::from(*byte)).collect();
            let value = u128::from_str_radix(&digits, 16).unwrap();
            any |= value;
            all &= value;
        }
        assert_eq!((any & mask, all & mask), (mask, 0), "{mask:x}");
    }
}

#[test]
fn times_are_now() {
    let before = now();
    let uuid = text(uuid7()).replace('-', "");
    let ulid = text(ulid());
    let after = now();
    let times = [
        u64::from_str_radix(&uuid[..12], 16).unwrap(),
        ulid.bytes().take(10).fold(0, |time, byte| {
            time * 32 + u64::try_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ".find(char::from(byte)).unwrap()).unwrap()
        }),
    ];
    for time in times {
        assert!((before..=after + 1).contains(&time), "{before} {time} {after}");
    }
}

#[test]
fn they_sort() {
    let uuids: Vec<String> = (0..50_000).map(|_| text(uuid7())).collect();
    assert!(uuids.is_sorted_by(|one, other| one < other));
    let ulids: Vec<String> = (0..50_000).map(|_| text(ulid())).collect();
    assert!(ulids.is_sorted_by(|one, other| one < other));
}

#[test]
fn a_clock_that_goes_back_or_stands_keeps_the_order() {
    let mut clock = Clock::new();
    let mut last = (0, 0);
    for now in [1000, 1000, 999, 0, 1000, 1001, 1001, 500, 1002, TIME_MASK] {
        let pair = clock.tick_at(now, 7, 1 << 26, || Ok(5)).unwrap();
        assert!(pair > last, "{pair:?} at {now}");
        last = pair;
    }
}

#[test]
fn a_counter_that_is_used_up_runs_ahead() {
    let mut clock = Clock::new();
    let pairs: Vec<_> = [10, 10, 10, 10, 11, 12, 13].map(|now| clock.tick_at(now, 7, 4, || Ok(2)).unwrap()).to_vec();
    assert_eq!(pairs, [(10, 2), (10, 3), (11, 2), (11, 3), (12, 2), (12, 3), (13, 2)]);
}

#[test]
fn a_forked_clock_begins_anew() {
    let mut clock = Clock::new();
    assert_eq!(clock.tick_at(10, 7, 100, || Ok(2)).unwrap(), (10, 2));
    assert_eq!(clock.tick_at(9, 8, 100, || Ok(50)).unwrap(), (9, 50));
    let give = |out: &mut Vec<u8>| {
        out.extend(uuid4().unwrap());
        out.extend(uuid7().unwrap());
    };
    uuid7().unwrap();
    let mut all = [in_child(72, give), in_child(72, give)].concat();
    give(&mut all);
    assert_eq!(all.chunks(36).collect::<HashSet<_>>().len(), 6);
}
