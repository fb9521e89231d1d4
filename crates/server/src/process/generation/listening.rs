//! Who accepts from which listener. Each slot's listener belongs to the worker in that slot; while there is none, because it has died, hangs or
//! is not wanted at this load, another worker takes it. The system goes on giving connections to every listener that is open, and to close one
//! would lose those that wait in it.

use super::child::Child;
use crate::process::listeners::Listener;
use crate::process::message::Message;

/// Tells workers what to accept from from now on. Whoever is to begin hears of it before whoever is to stop.
pub(super) fn assign(children: &mut [Child], listeners: &[Listener]) {
    let mut wanted: Vec<Vec<u32>> = vec![Vec::new(); children.len()];
    let serving: Vec<usize> =
        (0..children.len()).filter(|index| children.get(*index).is_some_and(Child::is_serving)).collect();
    if serving.is_empty() {
        return;
    }
    for (position, listener) in (0_u32..).zip(listeners) {
        let Some(slot) = listener.description.slot else {
            for index in &serving {
                wanted.get_mut(*index).into_iter().for_each(|list| list.push(position));
            }
            continue;
        };
        // The newest in the slot, and whoever has not asked to be replaced before whoever has.
        let own = serving.iter().copied().filter(|index| children.get(*index).is_some_and(|child| child.slot == slot));
        let own = own.max_by_key(|index| (children.get(*index).is_some_and(|child| child.recycling.is_none()), *index));
        let stand_in = || usize::try_from(slot).ok().and_then(|slot| serving.get(slot % serving.len()).copied());
        if let Some(list) = own.or_else(stand_in).and_then(|index| wanted.get_mut(index)) {
            list.push(position);
        }
    }
    for (child, wanted) in children.iter_mut().zip(&wanted) {
        for position in wanted {
            if !child.watches.contains(position) {
                child.send(Message::Watch(*position));
            }
        }
    }
    for (child, wanted) in children.iter_mut().zip(wanted) {
        // Others than serving ones have stopped by themselves, or cannot hear it.
        if child.is_serving() {
            for position in std::mem::take(&mut child.watches) {
                if !wanted.contains(&position) {
                    child.send(Message::Unwatch(position));
                }
            }
        }
        child.watches = wanted;
    }
}

#[cfg(test)]
mod tests;
