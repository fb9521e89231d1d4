//! What the application asks of an exchange, and how it answers. Everything takes the number of the exchange; one whose time has passed is answered by
//! None or [`ResponseError::NoRequest`].

use super::{Exchange, Worker};
use crate::id::Id;
use crate::listener::Peer;
use crate::log::Entry;
use crate::segments::Piece;
use crate::table::Slot;
use highper_http::{BodyKind, Head, ResponseError, Version};
use std::net::SocketAddr;
use std::num::NonZeroU16;

/// What is there of a request's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyView<'b> {
    /// Bytes that were not consumed yet.
    pub bytes: &'b [u8],
    /// Whether these are the last ones.
    pub is_complete: bool,
}

/// Whether whoever writes may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Flow {
    /// There is room for more.
    Go,
    /// More than enough waits to be sent: [`Ready::Drained`](super::Ready::Drained) will say when to go on. What is written all the same is kept.
    Wait,
}

impl Worker {
    /// The head of a request.
    #[inline]
    pub fn head(&self, id: Id) -> Option<Head<'_>> {
        self.table.exchange(id)?.http.head()
    }

    /// Who sent it.
    pub fn peer(&self, id: Id) -> Option<Peer> {
        self.table.exchange(id)?;
        self.table.get(id.place()).map(|slot| slot.peer)
    }

    /// The listener it came from, by the number that [`listen`](Self::listen) gave.
    pub fn listener(&self, id: Id) -> Option<u32> {
        self.table.exchange(id)?;
        self.table.get(id.place()).map(|slot| slot.listener)
    }

    /// The address it was sent to; none for a Unix socket.
    pub fn local(&self, id: Id) -> Option<SocketAddr> {
        let number = usize::try_from(self.listener(id)?).ok()?;
        self.listeners.get(number)?.listener.local()
    }

    /// Asks for the body. [`Ready::Body`](super::Ready::Body) says when there is some of it, and each time there is more.
    pub fn want_body(&mut self, id: Id) -> bool {
        let Some(exchange) = active(self.table.active(id)) else { return false };
        exchange.http.want_body();
        self.mark_resume(id.place());
        self.mark_dirty(id.place());
        true
    }

    /// What is there of the body. Who has looked is told again when there is more.
    pub fn body(&mut self, id: Id) -> Option<BodyView<'_>> {
        let slot = self.table.active(id)?;
        slot.flags.is_body_told = false;
        let exchange = slot.exchange.as_deref()?;
        Some(BodyView { bytes: exchange.http.body(), is_complete: exchange.http.is_body_complete() })
    }

    /// Says that so many bytes of the body have been used; there is room for others then.
    pub fn consume(&mut self, id: Id, count: usize) {
        if let Some(exchange) = active(self.table.active(id)) {
            exchange.http.consume(count);
            self.mark_resume(id.place());
        }
    }

    /// Answers a request: wholly, where the body is given; otherwise [`write`](Self::write), [`send`](Self::send) and [`finish`](Self::finish) follow.
    ///
    /// # Errors
    /// What is wrong with the response; another one may be given then.
    #[inline]
    pub fn respond<'f>(
        &mut self,
        id: Id,
        status: u16,
        fields: impl IntoIterator<Item = (&'f [u8], &'f [u8])>,
        body: BodyKind<'_>,
    ) -> Result<(), ResponseError> {
        let date = &self.date;
        let Some(exchange) = active(self.table.active(id)) else { return Err(ResponseError::NoRequest) };
        exchange.http.respond(status, fields, date, body)?;
        exchange.status = NonZeroU16::new(status);
        if let BodyKind::Bytes(bytes) = body {
            exchange.body_bytes = bytes.len() as u64;
        }
        self.written(id);
        Ok(())
    }

    /// Sends an interim response, such as 103 with links to load early.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn inform<'f>(
        &mut self,
        id: Id,
        status: u16,
        fields: impl IntoIterator<Item = (&'f [u8], &'f [u8])>,
    ) -> Result<(), ResponseError> {
        let Some(exchange) = active(self.table.active(id)) else { return Err(ResponseError::NoRequest) };
        exchange.http.inform(status, fields)?;
        self.mark_dirty(id.place());
        Ok(())
    }

    /// Writes a part of a body, which is copied.
    ///
    /// # Errors
    /// That the response is not begun, or longer than was said.
    pub fn write(&mut self, id: Id, bytes: &[u8]) -> Result<Flow, ResponseError> {
        let Some(exchange) = active(self.table.active(id)) else { return Err(ResponseError::NoRequest) };
        exchange.http.write_body(bytes)?;
        exchange.body_bytes = exchange.body_bytes.saturating_add(bytes.len() as u64);
        Ok(self.flow(id))
    }

    /// Writes a part of a body that is not copied: its owner keeps it until it is sent.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn send(&mut self, id: Id, piece: Piece) -> Result<Flow, ResponseError> {
        let Some(exchange) = active(self.table.active(id)) else { return Err(ResponseError::NoRequest) };
        if let Some(segment) = exchange.http.begin_body_segment(piece.len())? {
            exchange.segments.push(segment.position, piece);
            exchange.body_bytes = exchange.body_bytes.saturating_add(segment.length);
        }
        Ok(self.flow(id))
    }

    /// Ends a response, with trailer fields where the client can take them.
    ///
    /// # Errors
    /// A fault of the trailer fields; the response may be finished once more. A body that is shorter than was said: the connection is closed behind it.
    pub fn finish<'f>(
        &mut self,
        id: Id,
        trailers: impl IntoIterator<Item = (&'f [u8], &'f [u8])>,
    ) -> Result<(), ResponseError> {
        let Some(exchange) = active(self.table.active(id)) else { return Err(ResponseError::NoRequest) };
        let result = exchange.http.finish(trailers);
        self.written(id);
        result
    }

    /// Breaks an exchange off. A response that has begun is cut short, so that the client notices.
    pub fn abort(&mut self, id: Id) -> bool {
        let place = id.place();
        let Some(exchange) = active(self.table.active(id)) else { return false };
        exchange.http.abort();
        exchange.is_active = false;
        self.stats.active = self.stats.active.saturating_sub(1);
        self.mark_dirty(place);
        self.mark_resume(place);
        true
    }

    /// Says whether more may be written.
    fn flow(&mut self, id: Id) -> Flow {
        let high = self.limits.output_high;
        self.mark_dirty(id.place());
        let Some(slot) = self.table.active(id) else { return Flow::Go };
        let backlog = slot.exchange.as_deref().map_or(0, Exchange::backlog);
        slot.flags.is_full = usize::try_from(backlog).map_or(true, |backlog| backlog > high);
        if slot.flags.is_full { Flow::Wait } else { Flow::Go }
    }

    /// There is something to send. If the response is complete by that, the exchange is over.
    #[inline]
    fn written(&mut self, id: Id) {
        let place = id.place();
        self.mark_dirty(place);
        if self.table.exchange(id).is_none_or(|exchange| !exchange.http.is_answered()) {
            return;
        }
        if self.log.is_some() {
            self.log_response(id);
        }
        let Some(exchange) = active(self.table.active(id)) else { return };
        exchange.is_active = false;
        self.stats.active = self.stats.active.saturating_sub(1);
        self.stats.responses = self.stats.responses.saturating_add(1);
        self.mark_resume(place);
    }

    #[cold]
    fn log_response(&mut self, id: Id) {
        let (Some(log), Some(exchange)) = (&mut self.log, self.table.exchange(id)) else { return };
        let Some(head) = exchange.http.head() else { return };
        log.add(&Entry {
            peer: self.table.get(id.place()).and_then(|slot| slot.peer.address()),
            date: &self.date,
            method: head.method_name(),
            target: head.target(),
            minor: u8::from(head.version() == Version::Http11),
            status: exchange.status.map_or(0, NonZeroU16::get),
            bytes: exchange.body_bytes,
            referer: head.field(b"referer").unwrap_or_default(),
            agent: head.field(b"user-agent").unwrap_or_default(),
            time: self.clock.now().since(exchange.begun),
        });
    }
}

#[inline]
fn active(slot: Option<&mut Slot>) -> Option<&mut Exchange> {
    slot?.exchange.as_deref_mut()
}
