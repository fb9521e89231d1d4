//! What happens when a time is over.

use super::{Kind, Ready, Worker};
use highper_http::{BodyKind, RejectKind, Waiting};

impl Worker {
    /// Does what is due.
    pub(super) fn expire(&mut self) {
        while let Some((queue, place)) = self.timeouts.expired(self.now) {
            if let Some(kind) = Kind::ALL.iter().find(|kind| kind.queue() == queue) {
                self.time_is_over(*kind, place);
            }
        }
        while let Some(id) = self.timers.expired(self.now) {
            self.ready.push_back(Ready::Timer(id));
        }
        self.watch_always();
        self.end_drain();
    }

    /// A connection's time is over. It may have gone on to something else since: then nothing is to be done.
    fn time_is_over(&mut self, kind: Kind, place: u32) {
        let Some(slot) = self.table.get(place) else { return };
        let waiting = slot.exchange.as_deref().map_or(Waiting::Idle, |exchange| exchange.http.waiting_for());
        let passed = slot.exchange.as_deref().map_or(0, |exchange| exchange.passed);
        let is_blocked = slot.flags.blocked;
        match kind {
            Kind::Linger => self.remove(place),
            Kind::Idle if waiting == Waiting::Idle && !is_blocked => self.remove(place),
            Kind::Head if waiting == Waiting::Head && !is_blocked => self.request_is_late(place),
            Kind::Body if waiting == Waiting::Body && !is_blocked => {
                if passed >= self.limits.least(self.limits.body_timeout) {
                    self.look_again(kind, place);
                } else {
                    self.request_is_late(place);
                }
            }
            Kind::Write if is_blocked => {
                if passed >= self.limits.least(self.limits.write_timeout) {
                    self.look_again(kind, place);
                } else {
                    self.stats.timed_out = self.stats.timed_out.saturating_add(1);
                    self.remove(place);
                }
            }
            Kind::Handler if waiting == Waiting::Response => self.handler_is_late(place),
            _ => {}
        }
    }

    fn look_again(&mut self, kind: Kind, place: u32) {
        let now = self.now;
        if let Some(exchange) = self.table.get_mut(place).and_then(|slot| slot.exchange.as_deref_mut()) {
            exchange.passed = 0;
        }
        self.timeouts.start(place, kind.queue(), now);
    }

    /// A head or a body does not come, or too slowly: 408 (RFC 9110 section 15.5.9).
    fn request_is_late(&mut self, place: u32) {
        self.stats.timed_out = self.stats.timed_out.saturating_add(1);
        let exchange = self.table.get_mut(place).and_then(|slot| slot.exchange.as_deref_mut());
        match exchange.and_then(|exchange| exchange.http.reject(RejectKind::TimedOut)) {
            Some(reject) => self.refuse(place, reject),
            None => self.remove(place),
        }
    }

    /// A handler takes too long: 503 in its place, unless it has begun to respond.
    fn handler_is_late(&mut self, place: u32) {
        let date = self.date;
        let Some(exchange) = self.table.get_mut(place).and_then(|slot| slot.exchange.as_deref_mut()) else { return };
        if !exchange.is_active || !exchange.http.can_respond() {
            return;
        }
        let fields = [(&b"Content-Type"[..], &b"text/plain"[..]), (&b"Connection"[..], &b"close"[..])];
        if exchange.http.respond(503, fields, &date, BodyKind::Bytes(b"Service Unavailable")).is_err() {
            exchange.http.abort();
        }
        self.stats.timed_out = self.stats.timed_out.saturating_add(1);
        self.give_up(place);
        self.mark_dirty(place);
        self.mark_resume(place);
    }
}
