use super::*;
use crate::memory::test_fork::in_child;

#[test]
fn stays_within_a_process() {
    let generation = fork_generation();
    let others: Vec<u64> = (0..4).map(|_| std::thread::spawn(fork_generation).join().unwrap()).collect();
    assert_eq!(others, [generation; 4]);
    assert_eq!(fork_generation(), generation);
}

#[test]
fn differs_in_children_and_their_children() {
    let parent = fork_generation();
    let answer = in_child(32, |out| {
        out.extend(fork_generation().to_ne_bytes());
        out.extend(fork_generation().to_ne_bytes());
        out.extend(in_child(8, |out| out.extend(fork_generation().to_ne_bytes())));
        out.extend(fork_generation().to_ne_bytes());
    });
    let numbers: Vec<u64> = answer.chunks(8).map(|bytes| u64::from_ne_bytes(bytes.try_into().unwrap())).collect();
    assert_eq!(numbers[0], numbers[1]);
    assert_eq!(numbers[0], numbers[3]);
    assert_ne!(numbers[0], parent);
    assert_ne!(numbers[2], parent);
    assert_ne!(numbers[2], numbers[0]);
    assert_eq!(fork_generation(), parent);
}

#[test]
fn each_of_the_two_is_enough() {
    let parent = fork_generation();
    let forks = FORKS.load(Ordering::Acquire);
    let answer = in_child(16, |out| {
        out.extend(FORKS.swap(forks, Ordering::AcqRel).to_ne_bytes());
        // Now only the page tells.
        out.extend(fork_generation().to_ne_bytes());
    });
    assert_eq!(answer[..8], (forks + 1).to_ne_bytes());
    if map().is_some() {
        assert_ne!(answer[8..], parent.to_ne_bytes());
    }
}
