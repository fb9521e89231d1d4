//! Every listener has somebody as long as there is anybody.

use super::*;
use crate::process::generation::child::Stage;
use crate::process::listeners::Description;
use crate::process::message::{ROOM, Reason};
use crate::sys::process::channel::{Channel, Received};
use std::time::Instant;

fn listener(slot: Option<u32>) -> Listener {
    let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap().into();
    Listener { description: Description { endpoint: "test".into(), slot }, socket }
}

struct Team {
    children: Vec<Child>,
    ends: Vec<Channel>,
}

impl Team {
    fn new(slots: &[u32]) -> Self {
        let mut team = Self { children: Vec::new(), ends: Vec::new() };
        for slot in slots {
            team.join(*slot);
        }
        team
    }

    fn join(&mut self, slot: u32) {
        let (ours, theirs) = Channel::pair().unwrap();
        let mut child = Child::new(1, slot, 0, ours, Instant::now());
        child.stage = Stage::Serving(Instant::now());
        self.children.push(child);
        self.ends.push(theirs);
    }

    /// What each was told, as text: `+1` to accept from listener 1, `-1` to stop.
    fn told(&mut self, listeners: &[Listener]) -> Vec<String> {
        assign(&mut self.children, listeners);
        let mut room = [0; ROOM];
        let mut all = Vec::new();
        for end in &self.ends {
            let mut text = String::new();
            while let Received::Message(length) = end.receive(&mut room) {
                text += &match Message::decode(&room[..length]) {
                    Some(Message::Watch(position)) => format!("+{position}"),
                    Some(Message::Unwatch(position)) => format!("-{position}"),
                    other => panic!("{other:?}"),
                };
            }
            all.push(text);
        }
        all
    }
}

#[test]
fn each_worker_has_the_listener_of_its_slot() {
    let listeners = [listener(Some(0)), listener(Some(1)), listener(None)];
    let mut team = Team::new(&[0, 1]);
    assert_eq!(team.told(&listeners), ["+0+2", "+1+2"]);
    assert_eq!(team.told(&listeners), ["", ""], "nothing is said twice");
}

#[test]
fn what_nobody_is_there_for_is_given_to_others() {
    let listeners: Vec<_> = (0..4).map(|slot| listener(Some(slot))).collect();
    let mut team = Team::new(&[0, 1]);
    assert_eq!(team.told(&listeners), ["+0+2", "+1+3"], "slots that are not in use");
    team.children[1].stage = Stage::Terminating(Instant::now());
    assert_eq!(team.told(&listeners), ["+1+3", ""], "one hangs: it is told nothing");
    team.join(1);
    assert_eq!(team.told(&listeners), ["-1-3", "", "+1+3"], "its successor");
    team.children.iter_mut().for_each(|child| child.stage = Stage::Draining(None));
    assert_eq!(team.told(&listeners), ["", "", ""], "nobody is left");
}

#[test]
fn a_successor_takes_over_from_whoever_asked_for_one() {
    let listeners = [listener(Some(0)), listener(None)];
    let mut team = Team::new(&[0]);
    assert_eq!(team.told(&listeners), ["+0+1"]);
    team.children[0].recycling = Some(Reason::Requests);
    assert_eq!(team.told(&listeners), [""], "it goes on until there is one");
    team.join(0);
    assert_eq!(team.told(&listeners), ["-0", "+0+1"]);
}
