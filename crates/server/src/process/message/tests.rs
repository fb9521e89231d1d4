//! What is written is what is read; anything else is refused.

use super::*;
use crate::process::config::MOST_WORKERS;
use crate::process::listeners::Endpoint;
use crate::sys::process::channel::{Channel, Received};

#[test]
fn messages_come_out_as_they_went_in() {
    let messages = [
        Message::Ready,
        Message::Failed("exited with status 255".into()),
        Message::Failed(String::new()),
        Message::Recycle(Reason::Requests),
        Message::Recycle(Reason::Memory),
        Message::Leaving(Reason::Fault),
        Message::Leaving(Reason::Signal),
        Message::Drain(Drain { time: None, is_last: true }),
        Message::Drain(Drain { time: Some(Duration::from_millis(1500)), is_last: false }),
        Message::Watch(0),
        Message::Unwatch(u32::MAX),
        Message::Reopen,
        Message::End,
        Message::Quiet,
    ];
    for message in messages {
        let bytes = message.encode();
        assert_eq!(Message::decode(&bytes), Some(message.clone()), "{message:?}");
        for end in 0..bytes.len() {
            assert_eq!(Message::decode(&bytes[..end]), None, "{message:?} without its end, {end} bytes");
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Message::decode(&longer), None, "{message:?} and a byte more");
    }
}

#[test]
fn long_texts_are_cut_between_characters_and_fit() {
    let text = format!("a{}", "ä".repeat(LONGEST_TEXT));
    let bytes = Message::Failed(text.clone()).encode();
    assert!(bytes.len() <= ROOM, "{}", bytes.len());
    let Some(Message::Failed(cut)) = Message::decode(&bytes) else { panic!("not read: {bytes:?}") };
    assert!(text.starts_with(&cut) && cut.len() >= LONGEST_TEXT - 3, "{}", cut.len());
}

#[test]
fn unknown_messages_are_refused() {
    for bytes in [&[][..], &[1], &0_u64.to_le_bytes(), &12_u64.to_le_bytes(), &u64::MAX.to_le_bytes()] {
        assert_eq!(Message::decode(bytes), None, "{bytes:?}");
    }
}

#[test]
fn the_largest_setup_passes_through_a_channel() {
    let endpoints = [Endpoint::Tcp("127.0.0.1:8080".parse().unwrap()), Endpoint::Tcp("[::1]:8080".parse().unwrap())];
    let mut listeners = Vec::new();
    for endpoint in endpoints {
        for slot in 0..MOST_WORKERS {
            let descriptor = RawFd::try_from(listeners.len()).unwrap() + 7;
            listeners.push((descriptor, Description { endpoint: endpoint.to_string(), slot: Some(slot) }));
        }
    }
    let supervision = Supervision { max_requests: u64::MAX, ..Supervision::default() };
    let setup = Setup { generation: 3, supervision, statistics: 5, listeners };
    let (one, other) = Channel::pair().unwrap();
    one.send(&setup.encode()).unwrap();
    let mut room = vec![0; SETUP_ROOM];
    let Received::Message(length) = other.receive(&mut room) else { panic!("nothing came") };
    assert_eq!(Setup::decode(&room[..length]), Some(setup));
    assert_eq!(Setup::decode(&room[..length - 1]), None);
    room[0] = room[0].wrapping_add(1);
    assert_eq!(Setup::decode(&room[..length]), None, "another version");
}
