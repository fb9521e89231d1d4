//! Descriptors that the application waits for: any number of watches on one descriptor, each told as long as its descriptor is ready.

use crate::id::{Id, MAX_COUNT, MAX_PLACES};
use crate::sys::watch::{self, Wanted};
use std::collections::HashMap;
use std::io;
use std::os::fd::RawFd;

/// One watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WatchId(Id);

impl WatchId {
    /// The number, for whoever cannot carry this type.
    pub const fn get(self) -> u64 {
        self.0.get()
    }

    /// The number again.
    pub fn from_u64(number: u64) -> Option<Self> {
        Id::from_u64(number).map(Self)
    }
}

/// What a watch waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Something to read, the end, or an error.
    Read,
    /// Room to write, or an error.
    Write,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    count: u64,
    descriptor: Option<RawFd>,
}

#[derive(Debug, Default)]
struct Watched {
    readers: Vec<WatchId>,
    writers: Vec<WatchId>,
    /// A regular file, which epoll does not take: it is always ready, as poll(2) has it.
    always: bool,
}

/// All watches of a worker.
#[derive(Debug, Default)]
pub struct Watches {
    places: Vec<Place>,
    free: Vec<u32>,
    watched: HashMap<RawFd, Watched>,
    always: usize,
}

impl Watches {
    /// Watches `descriptor` in `epoll`, where its events carry `token`. The descriptor stays its owner's, who ends the watch before closing it.
    pub fn add(&mut self, epoll: RawFd, descriptor: RawFd, token: u64, interest: Interest) -> io::Result<WatchId> {
        let id = self.take_place(descriptor).ok_or_else(|| io::Error::from(io::ErrorKind::QuotaExceeded))?;
        let watched = self.watched.entry(descriptor).or_default();
        watched.list(interest).push(id);
        match apply(epoll, descriptor, token, watched) {
            Ok(()) => Ok(id),
            Err(error) if error.raw_os_error() == Some(libc::EPERM) => {
                if !std::mem::replace(&mut watched.always, true) {
                    self.always = self.always.saturating_add(1);
                }
                Ok(id)
            }
            Err(error) => {
                self.remove(epoll, id, token);
                Err(error)
            }
        }
    }

    /// Ends a watch. Says whether there was one.
    pub fn remove(&mut self, epoll: RawFd, id: WatchId, token: u64) -> bool {
        let Some(descriptor) = self.descriptor(id) else { return false };
        if let Some(place) = usize::try_from(id.0.place()).ok().and_then(|place| self.places.get_mut(place)) {
            place.descriptor = None;
            if id.0.count() < MAX_COUNT {
                self.free.push(id.0.place());
            }
        }
        let Some(watched) = self.watched.get_mut(&descriptor) else { return true };
        watched.readers.retain(|&other| other != id);
        watched.writers.retain(|&other| other != id);
        // The descriptor may be closed by now, and is then gone from the set already.
        if watched.readers.is_empty() && watched.writers.is_empty() {
            if watched.always {
                self.always = self.always.saturating_sub(1);
            } else {
                let _ = watch::remove(epoll, descriptor);
            }
            self.watched.remove(&descriptor);
        } else if !watched.always {
            let _ = apply(epoll, descriptor, token, watched);
        }
        true
    }

    /// The descriptor that a watch is for.
    pub fn descriptor(&self, id: WatchId) -> Option<RawFd> {
        let place = self.places.get(usize::try_from(id.0.place()).ok()?)?;
        place.descriptor.filter(|_| place.count == id.0.count())
    }

    /// Who waits for `descriptor`: to read, and to write.
    pub fn waiting(&self, descriptor: RawFd) -> (&[WatchId], &[WatchId]) {
        self.watched.get(&descriptor).map_or((&[], &[]), |watched| (&watched.readers, &watched.writers))
    }

    /// Whether some descriptors are ready whatever epoll says.
    pub const fn any_always_ready(&self) -> bool {
        self.always > 0
    }

    /// Those descriptors.
    pub fn always_ready(&self) -> impl Iterator<Item = RawFd> + '_ {
        self.watched.iter().filter(|(_, watched)| watched.always).map(|(&descriptor, _)| descriptor)
    }

    /// How many watches there are.
    pub fn len(&self) -> usize {
        self.places.len().saturating_sub(self.free.len())
    }

    fn take_place(&mut self, descriptor: RawFd) -> Option<WatchId> {
        let place = match self.free.pop() {
            Some(place) => place,
            None if self.places.len() < MAX_PLACES => {
                self.places.push(Place::default());
                u32::try_from(self.places.len().saturating_sub(1)).ok()?
            }
            None => return None,
        };
        let slot = self.places.get_mut(usize::try_from(place).ok()?)?;
        slot.count = slot.count.saturating_add(1);
        slot.descriptor = Some(descriptor);
        Id::new(place, slot.count).map(WatchId)
    }
}

impl Watched {
    const fn list(&mut self, interest: Interest) -> &mut Vec<WatchId> {
        match interest {
            Interest::Read => &mut self.readers,
            Interest::Write => &mut self.writers,
        }
    }
}

/// Tells epoll what is wanted of a descriptor now. It may have been closed and opened again under the same number since the last time.
fn apply(epoll: RawFd, descriptor: RawFd, token: u64, watched: &Watched) -> io::Result<()> {
    let wanted = Wanted { read: !watched.readers.is_empty(), write: !watched.writers.is_empty() };
    match watch::change(epoll, descriptor, token, wanted) {
        Err(error) if error.raw_os_error() == Some(libc::ENOENT) => watch::add(epoll, descriptor, token, wanted),
        result => result,
    }
}
