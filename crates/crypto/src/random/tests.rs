use super::*;
use crate::memory::test_fork::in_child;
use std::collections::HashSet;

#[test]
fn fills_every_length() {
    for length in (0..600).chain([4096, 100_000]) {
        let mut out = vec![0; length];
        fill(&mut out).unwrap();
        if length >= 16 {
            assert!(out.iter().any(|byte| *byte != 0), "{length}");
        }
    }
}

#[test]
fn never_gives_the_same_again() {
    let mut seen = HashSet::new();
    for length in 0..2000 {
        assert!(seen.insert(array::<16>().unwrap()));
        fill(&mut vec![0; length % 255]).unwrap();
    }
    for thread in [0; 4].map(|_| std::thread::spawn(|| [0; 100].map(|_| array::<16>().unwrap()))) {
        for bytes in thread.join().unwrap() {
            assert!(seen.insert(bytes));
        }
    }
}

#[test]
fn a_child_shares_nothing() {
    let give = |out: &mut Vec<u8>| (0..20).for_each(|_| out.extend(array::<16>().unwrap()));
    // The pool is full of bytes when the process forks.
    fill(&mut [0; 1]).unwrap();
    let mut all: Vec<u8> = in_child(640, |out| {
        give(out);
        out.extend(in_child(320, give));
    });
    all.extend(in_child(320, give));
    give(&mut all);
    let seen: HashSet<&[u8]> = all.chunks(16).collect();
    assert_eq!(seen.len(), 80);
    assert_eq!(all.windows(8).collect::<HashSet<_>>().len(), all.len() - 7);
}

#[test]
fn integers_stay_within() {
    for (min, max) in [
        (0, 0),
        (-1, 1),
        (5, 9),
        (0, 255),
        (i64::MIN, i64::MAX),
        (i64::MIN, i64::MIN),
        (i64::MIN, 0),
        (-1, i64::MAX),
        (i64::MAX - 2, i64::MAX),
    ] {
        for _ in 0..200 {
            let number = between(min, max).unwrap();
            assert!((min..=max).contains(&number), "{number} of {min} to {max}");
        }
    }
    assert_eq!(between(1, 0), Err(Error::Parameter));
}

#[test]
fn integers_are_even() {
    let mut counts = [0_u32; 6];
    for _ in 0..60_000 {
        counts[usize::try_from(between(-2, 3).unwrap() + 2).unwrap()] += 1;
    }
    // Six deviations: one run in a hundred million fails by chance.
    assert!(counts.iter().all(|count| (9_452..=10_548).contains(count)), "{counts:?}");
}
