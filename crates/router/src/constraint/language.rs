//! Whether one language of byte strings lies within another: what conflicts() rests on. Languages are automata over bytes; inclusion
//! is decided by walking pairs of state sets, up to a bound. Cold code.

use super::syntax::{ByteSet, Node};
use std::collections::{BTreeSet, HashSet};

/// Pairs of state sets that are looked at before the answer is given up.
const MAX_PAIRS: usize = 1000;
/// States of one automaton.
const MAX_STATES: usize = 20_000;

#[derive(Default)]
struct State {
    empty_moves: Vec<usize>,
    moves: Vec<(ByteSet, usize)>,
}

/// A nondeterministic automaton whose last state accepts. It is built by appending; `None` once it outgrew its bound
/// or met a node that it cannot express.
#[derive(Default)]
pub(crate) struct Language {
    states: Vec<State>,
    end: usize,
}

impl Language {
    pub(crate) fn new() -> Self {
        Self { states: vec![State::default()], end: 0 }
    }

    fn state(&mut self) -> Option<usize> {
        (self.states.len() < MAX_STATES).then(|| {
            self.states.push(State::default());
            self.states.len() - 1
        })
    }

    /// Appends a literal text, in either case if case does not count.
    pub(crate) fn literal(&mut self, text: &[u8], fold: bool) -> Option<()> {
        for &byte in text {
            let set = ByteSet::of(&[(byte, byte)]);
            self.end = self.step(self.end, if fold { set.case_folded() } else { set })?;
        }
        Some(())
    }

    /// Appends one byte or more, whatever they are.
    pub(crate) fn anything(&mut self) -> Option<()> {
        self.end = self.step(self.end, ByteSet::all())?;
        self.states[self.end].moves.push((ByteSet::all(), self.end));
        Some(())
    }

    /// Appends one byte or more, but no slash.
    pub(crate) fn segment(&mut self) -> Option<()> {
        let set = ByteSet::of(&[(b'/', b'/')]).negated();
        self.end = self.step(self.end, set)?;
        self.states[self.end].moves.push((set, self.end));
        Some(())
    }

    /// Appends the non-empty values that a node accepts.
    pub(crate) fn value(&mut self, node: &Node) -> Option<()> {
        // Two copies of the node's automaton: the first byte leads from the first into the second, which alone has an end.
        let first = self.state()?;
        self.states[self.end].empty_moves.push(first);
        self.append(node, first)?;
        let second = self.state()?;
        let second_end = self.append(node, second)?;
        let shift = second - first;
        for state in first..second {
            for (_, target) in &mut self.states[state].moves {
                *target += shift;
            }
        }
        self.end = second_end;
        Some(())
    }

    fn step(&mut self, from: usize, set: ByteSet) -> Option<usize> {
        let to = self.state()?;
        self.states[from].moves.push((set, to));
        Some(to)
    }

    /// Builds a node's automaton behind `from` and gives its end. States are made in the same order every time.
    fn append(&mut self, node: &Node, from: usize) -> Option<usize> {
        match node {
            Node::Empty => Some(from),
            Node::Set(set) => self.step(from, *set),
            Node::Sequence(nodes) => nodes.iter().try_fold(from, |at, node| self.append(node, at)),
            Node::Alternation(nodes) => {
                let end = self.state()?;
                for node in nodes {
                    let begin = self.state()?;
                    self.states[from].empty_moves.push(begin);
                    let last = self.append(node, begin)?;
                    self.states[last].empty_moves.push(end);
                }
                Some(end)
            }
            Node::Repeat { node, min, max } => {
                let mut at = from;
                for _ in 0..*min {
                    at = self.append(node, at)?;
                }
                let end = self.state()?;
                self.states[at].empty_moves.push(end);
                match max {
                    None => {
                        let last = self.append(node, end)?;
                        self.states[last].empty_moves.push(end);
                    }
                    Some(max) => {
                        for _ in *min..*max {
                            at = self.append(node, at)?;
                            self.states[at].empty_moves.push(end);
                        }
                    }
                }
                Some(end)
            }
            Node::Assertion(_) | Node::Literal(_) | Node::Class { .. } => None,
        }
    }

    fn closure(&self, states: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut closed = BTreeSet::new();
        let mut open: Vec<usize> = states.into_iter().collect();
        while let Some(state) = open.pop() {
            if closed.insert(state) {
                open.extend(&self.states[state].empty_moves);
            }
        }
        closed
    }

    fn step_set(&self, states: &BTreeSet<usize>, byte: u8) -> BTreeSet<usize> {
        let moves = states.iter().flat_map(|&state| &self.states[state].moves);
        self.closure(moves.filter(|(set, _)| set.contains(byte)).map(|&(_, target)| target))
    }

    /// Whether it has no string at all.
    pub(crate) fn is_empty(&self) -> bool {
        let mut reached = HashSet::new();
        let mut open = vec![0];
        while let Some(state) = open.pop() {
            if reached.insert(state) {
                let State { empty_moves, moves } = &self.states[state];
                open.extend(empty_moves);
                open.extend(moves.iter().filter(|(set, _)| set.len() > 0).map(|&(_, target)| target));
            }
        }
        !reached.contains(&self.end)
    }

    /// Whether every string of it is in `wider` too; `None` if that takes too long to tell.
    pub(crate) fn is_within(&self, wider: &Self) -> Option<bool> {
        let bytes = self.representatives(wider);
        let mut seen = HashSet::new();
        let mut open = vec![(self.closure([0]), wider.closure([0]))];
        while let Some(pair) = open.pop() {
            if pair.0.is_empty() || !seen.insert(pair.clone()) {
                continue;
            }
            if pair.0.contains(&self.end) && !pair.1.contains(&wider.end) {
                return Some(false);
            }
            if seen.len() > MAX_PAIRS {
                return None;
            }
            open.extend(bytes.iter().map(|&byte| (self.step_set(&pair.0, byte), wider.step_set(&pair.1, byte))));
        }
        Some(true)
    }

    /// One byte for each class of bytes that no set of either automaton tells apart. NUL is in none: no path can hold it.
    fn representatives(&self, other: &Self) -> Vec<u8> {
        let sets: BTreeSet<ByteSet> =
            self.states.iter().chain(&other.states).flat_map(|state| &state.moves).map(|&(set, _)| set).collect();
        let mut seen = HashSet::new();
        let signature = |byte: u8| sets.iter().map(|set| set.contains(byte)).collect::<Vec<_>>();
        // Where no set begins or ends, a byte is in the class of the one before it.
        let begins_run = |byte: u8| byte == 1 || sets.iter().any(|set| set.contains(byte) != set.contains(byte - 1));
        (1..=u8::MAX).filter(|&byte| begins_run(byte) && seen.insert(signature(byte))).collect()
    }
}
