//! `Http\Server`: one worker in this process, whose handler runs in pooled fibers. Events are collected, Rust's frames are left, then PHP runs: no borrow of the
//! worker is held while it does. What is kept of a request lives in the object, so that nothing is lost where PHP code does not come back.

use super::fields::is_own;
use super::head::{Heads, Place};
use super::request::{REQUEST, Request};
use super::respond::encoded;
use super::response::{Body, RESPONSE, Response};
use crate::ext::declare::{NAMESPACE, method};
use crate::zval::args::{Frame, Return, give, none, object, parse};
use crate::zval::array::new_string;
use crate::zval::call::{
    argument_type_error, call_method, call_named, error, has_exception, instantiate, is_instance, value_error,
};
use crate::zval::callable::Callable;
use crate::zval::class::{Class, Fault, Handler, Registry};
use crate::zval::declaration::{Declaration, Kind};
use crate::zval::fiber::{Outcome, Pool, Ran, is_unwinding, taken};
use crate::zval::guard::hot;
use crate::zval::object::{Embedded, Native, Traced};
use crate::zval::string;
use crate::zval::value::{IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_http::{BodyKind, BodyLength, Head};
use highper_server::{Address, Drain, Id, ListenOptions, Listener, Options, Ready, Worker};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ptr;
use std::rc::Rc;
use std::time::Duration;

/// `Http\Server`.
static SERVER: Class = Class::new();

/// Its methods.
const SIGNATURES: &[&str] = &[
    "/**\n     * Listens at once.\n     *\n     * @param callable $handler Is given a Request, and gives a Response, a string, or a value to be sent as JSON.\n     * @param string   $listen  `127.0.0.1:8080`, `[::1]:8080`, `unix:/run/app.sock`; port 0 is any that is free.\n     *\n     * @throws \\ValueError if it cannot listen there\n     */\n    __construct(callable $handler, string $listen = '127.0.0.1:8080')",
    "/**\n     * Where it listens.\n     */\n    getAddress(): string",
    "/**\n     * Serves until it is stopped, or SIGTERM or SIGINT comes: then requests that have begun are finished.\n     */\n    run(): void",
    "/**\n     * Accepts nothing more, and lets run() return once all is answered.\n     */\n    stop(): void",
];

/// Who handles them.
const METHODS: &[(&str, Handler)] =
    &[("__construct", construct), ("getAddress", get_address), ("run", run), ("stop", stop)];

/// Registers the class.
///
/// # Errors
/// What is wrong with its declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    let declaration = Declaration {
        kind: Kind::Class,
        name: format!("{NAMESPACE}\\Http\\Server"),
        doc: "/**\n * Serves HTTP in this process.\n *\n * @internal\n */".to_owned(),
        parents: Vec::new(),
        interfaces: Vec::new(),
        constants: Vec::new(),
        properties: Vec::new(),
        methods: SIGNATURES.iter().map(|source| method(source)).collect::<Result<_, _>>()?,
    };
    registry.register(&declaration, METHODS, &SERVER)?;
    registry.embed_closed_traced::<Server>(&SERVER);
    Ok(())
}

/// How long requests that have begun may take once the server stops.
const GRACE: Duration = Duration::from_secs(30);

type Connections = Rc<RefCell<Worker>>;

impl Heads for RefCell<Worker> {
    unsafe fn head(&self, exchange: u64) -> Option<Head<'static>> {
        // SAFETY: nobody else has it mutably, and the caller looks at the head until the worker goes on.
        let worker = unsafe { self.try_borrow_unguarded() }.ok()?;
        // SAFETY: as above.
        unsafe { &*ptr::from_ref(worker) }.head(Id::from_u64(exchange)?)
    }
}

/// The value behind a Server.
#[derive(Default)]
pub struct Server {
    worker: Option<Connections>,
    heads: Option<Rc<dyn Heads>>,
    pool: Pool,
    /// Owned.
    handler: Option<Callable>,
    address: String,
    /// Exchanges whose handler has suspended, by job.
    suspended: HashMap<u32, Id>,
    /// Bodies that are not complete.
    bodies: HashMap<Id, Vec<u8>>,
    is_running: bool,
    traced: Vec<Raw>,
}

impl Embedded for Server {
    fn class() -> &'static Class {
        &SERVER
    }
}

impl Traced for Server {
    fn trace(&self, values: &mut Vec<Raw>) {
        self.pool.trace(values);
        values.extend(self.handler.map(|handler| handler.value()).filter(|value| value.is_collectable()));
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Handlers that unwind may not come back: what is Rust's goes before.
        (self.worker, self.heads) = (None, None);
        (self.suspended, self.bodies, self.traced) = (HashMap::new(), HashMap::new(), Vec::new());
        self.address = String::new();
        if let Some(handler) = self.handler.take() {
            // SAFETY: the object owned it.
            unsafe { handler.value().release() };
        }
    }
}

/// The object's value.
unsafe fn server(frame: Frame) -> *mut Server {
    // SAFETY: methods of the class are called on its objects only; the object outlives the call.
    unsafe { &raw mut (*Native::<Server>::of(object(frame))).value }
}

/// Its worker; `None` if an exception was thrown.
unsafe fn worker(server: *mut Server) -> Option<Connections> {
    // SAFETY: the server is alive.
    let worker = unsafe { (*server).worker.clone() };
    if worker.is_none() {
        error(c"The server's constructor was not called");
    }
    worker
}

/// `__construct()`.
unsafe extern "C" fn construct(frame: Frame, _: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter.
        let (mut handler, mut listen) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
        if parse!(frame, c"z|S", &raw mut handler, &raw mut listen).is_none() {
            return;
        }
        let server = server(frame);
        if (*server).worker.is_some() {
            return error(c"The server was constructed already");
        }
        let Some(callable) = Callable::new(*handler) else {
            return argument_type_error(1, c"of type callable", *handler);
        };
        let listen = if listen.is_null() { &b"127.0.0.1:8080"[..] } else { string::bytes(listen) };
        match open(listen) {
            Ok((worker, address)) => {
                callable.value().add_reference();
                let worker = Rc::new(RefCell::new(worker));
                let heads: Rc<dyn Heads> = worker.clone();
                ((*server).worker, (*server).heads) = (Some(worker), Some(heads));
                ((*server).handler, (*server).address) = (Some(callable), address);
            }
            Err(fault) => value_error(&fault),
        }
    });
}

/// A worker that listens, and where.
fn open(listen: &[u8]) -> Result<(Worker, String), String> {
    let text = String::from_utf8_lossy(listen);
    let address: Address = text.parse().map_err(|fault| format!("Cannot listen at '{text}': {fault}"))?;
    let listeners =
        Listener::open(&address, &ListenOptions::default()).map_err(|fault| format!("Cannot listen at {fault}"))?;
    let mut worker = Worker::new(Options::default()).map_err(|fault| format!("Cannot make a worker: {fault}"))?;
    for listener in listeners {
        worker.listen(listener).map_err(|fault| format!("Cannot listen at '{text}': {fault}"))?;
    }
    let bound = worker.addresses().flatten().next().map_or_else(|| text.into_owned(), |bound| bound.to_string());
    Ok((worker, bound))
}

/// `getAddress()`.
unsafe extern "C" fn get_address(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            give(result, new_string((*server(frame)).address.as_bytes()));
        }
    });
}

/// `stop()`.
unsafe extern "C" fn stop(frame: Frame, _: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        if none(frame).is_none() {
            return;
        }
        if let Some(worker) = worker(server(frame)) {
            worker.borrow_mut().drain(Drain::Last, GRACE);
        }
    });
}

/// `run()`.
unsafe extern "C" fn run(frame: Frame, _: Return) {
    hot(|| unsafe {
        // SAFETY: the frame keeps the object alive.
        if none(frame).is_none() {
            return;
        }
        let server = server(frame);
        // Another reference would be lost with a bailout: the object's own stays while this runs.
        let Some(worker) = worker(server).map(|worker| Rc::as_ptr(&worker)) else { return };
        if std::mem::replace(&mut (*server).is_running, true) {
            return error(c"The server runs already");
        }
        // libc's numbers of SIGINT and SIGTERM.
        let signals = (*worker).borrow_mut().take_signals(&[2, 15]);
        if signals.is_err() {
            (*server).is_running = false;
            return error(c"Signals cannot be watched");
        }
        while !(*worker).borrow().is_drained() {
            let turned = (*worker).borrow_mut().turn(None);
            if turned.is_err() {
                error(c"Waiting for connections has failed");
                break;
            }
            loop {
                let next = (*worker).borrow_mut().next();
                let Some(ready) = next else { break };
                serve(server, &*worker, ready);
                swallow();
                finish(server, &*worker);
                if is_unwinding() {
                    (*server).is_running = false;
                    return;
                }
            }
            // The last connection may close with what is written, and then there is nothing to wait for.
            (*worker).borrow_mut().flush();
        }
        (*server).is_running = false;
    });
}

/// Does what one event asks for.
unsafe fn serve(server: *mut Server, worker: &RefCell<Worker>, ready: Ready) {
    // SAFETY: the server is alive; no borrow is held while PHP code runs.
    unsafe {
        match ready {
            Ready::Request(id) => {
                let length = worker.borrow().head(id).map(|head| head.body_length());
                match length {
                    Some(BodyLength::None) => handle(server, worker, id, Raw::empty_string()),
                    Some(_) => {
                        (*server).bodies.insert(id, Vec::new());
                        worker.borrow_mut().want_body(id);
                    }
                    None => {}
                }
            }
            Ready::Body(id) => {
                let is_complete = read_body(server, worker, id);
                if is_complete {
                    let bodies = &mut (*server).bodies;
                    let body = bodies.get(&id).map_or_else(Raw::empty_string, |body| new_string(body));
                    (*server).bodies.remove(&id);
                    handle(server, worker, id, body);
                }
            }
            Ready::Gone(id) => {
                (*server).bodies.remove(&id);
            }
            Ready::Signal(_) => worker.borrow_mut().drain(Drain::Last, GRACE),
            _ => {}
        }
    }
}

/// Takes what has come of a body; says whether it is all.
unsafe fn read_body(server: *mut Server, worker: &RefCell<Worker>, id: Id) -> bool {
    let mut worker = worker.borrow_mut();
    // SAFETY: the server is alive, and nothing of PHP runs.
    let bodies = unsafe { &mut (*server).bodies };
    let (Some(view), Some(body)) = (worker.body(id), bodies.get_mut(&id)) else { return false };
    body.extend_from_slice(view.bytes);
    let (count, is_complete) = (view.bytes.len(), view.is_complete);
    worker.consume(id, count);
    is_complete
}

/// Runs the handler for a request; takes the body over.
unsafe fn handle(server: *mut Server, worker: &RefCell<Worker>, id: Id, body: Raw) {
    // SAFETY: as for `serve`. The request's own reference goes over to the job.
    unsafe {
        let (Some(handler), Some(heads)) = ((*server).handler, (*server).heads.clone()) else { return };
        let Some(object) = instantiate(REQUEST.get()) else { return };
        let request = &raw mut (*Native::<Request>::of(object)).value;
        (*request).body = body;
        // The object holds the head as long as anybody can see it; while the handler runs, so does this.
        let place = Rc::into_raw(Place::live(heads, id.get()));
        Rc::increment_strong_count(place);
        (*request).place = Some(Rc::from_raw(place));
        let ran = Pool::run(&raw mut (*server).pool, handler, &[Raw::object(object)]);
        let place = Rc::from_raw(place);
        if Rc::strong_count(&place) > 1 {
            place.detach();
        }
        drop(place);
        match ran {
            Ran::Ended(outcome) => answer(worker, id, outcome),
            Ran::Suspended(job, value) => {
                value.release();
                (*server).suspended.insert(job.number(), id);
            }
            Ran::Refused => fail(worker, id),
        }
    }
}

/// Answers what has been resumed, and has ended since.
unsafe fn finish(server: *mut Server, worker: &RefCell<Worker>) {
    // SAFETY: as for `serve`.
    unsafe {
        while let Some((job, outcome)) = Pool::finished(&raw mut (*server).pool) {
            if let Some(id) = (*server).suspended.remove(&job.number()) {
                answer(worker, id, outcome);
            }
        }
        // After a fatal error: what had resumed the job was answered, the job itself has no outcome.
        if worker.borrow().is_draining() {
            while let Some(job) = Pool::lost(&raw mut (*server).pool) {
                if let Some(id) = (*server).suspended.remove(&job.number()) {
                    fail(worker, id);
                }
                swallow();
            }
        }
    }
}

/// Writes an exception to the log; PHP code may run.
unsafe fn log(exception: *mut zend_object) {
    // SAFETY: the exception is alive.
    unsafe {
        if let Some(text) = call_method(exception, "__tostring", &mut []) {
            call_named("error_log", &mut [text]);
            text.release();
        }
    }
}

/// Logs what nobody else is there to catch, thrown by a destructor for instance: left on its way it would be the next request's. What is thrown meanwhile
/// is dropped.
unsafe fn swallow() {
    // SAFETY: an exception that was taken is ours. One that unwinds the fiber which runs the server is left alone.
    unsafe {
        for round in 0..8 {
            if !has_exception() || is_unwinding() {
                return;
            }
            if let Outcome::Threw(exception) = taken() {
                if round == 0 {
                    log(exception);
                }
                Raw::object(exception).release();
            }
        }
    }
}

/// Answers with what came of a handler; takes it over.
unsafe fn answer(worker: &RefCell<Worker>, id: Id, outcome: Outcome) {
    // SAFETY: as for `serve`.
    unsafe {
        match outcome {
            Outcome::Returned(value) => {
                answer_value(worker, id, value);
                value.release();
            }
            Outcome::Threw(exception) => {
                log(exception);
                Raw::object(exception).release();
                fail(worker, id);
            }
            Outcome::Exited(_) => fail(worker, id),
            Outcome::Died => {
                fail(worker, id);
                // What the engine is worth after a fatal error is not known: what is under way is finished, no more.
                worker.borrow_mut().drain(Drain::HandOver, GRACE);
            }
        }
        swallow();
    }
}

fn fail(worker: &RefCell<Worker>, id: Id) {
    let fields = [(&b"Content-Type"[..], &b"text/plain; charset=utf-8"[..])];
    // An exchange that is gone has no response.
    let _ = worker.borrow_mut().respond(id, 500, fields, BodyKind::Bytes(b"Internal Server Error\n"));
}

unsafe fn answer_value(worker: &RefCell<Worker>, id: Id, value: Raw) {
    // SAFETY: the value is alive until this returns; nothing of PHP runs while it is looked at.
    unsafe {
        let sent = if value.kind() == IS_OBJECT && is_instance(value.payload.object, RESPONSE.get()) {
            let response = &raw const (*Native::<Response>::of(value.payload.object)).value;
            let Body::Text(body) = (*response).body else {
                let text = new_string(b"Http\\Server: files and streams are not sent yet");
                call_named("error_log", &mut [text]);
                text.release();
                return fail(worker, id);
            };
            let fields = (*response).fields.lines().filter(|(name, _)| !is_own(name));
            worker.borrow_mut().respond(id, (*response).status, fields, BodyKind::Bytes(body.bytes()))
        } else if value.kind() == IS_STRING {
            let fields = [(&b"Content-Type"[..], &b"text/plain; charset=utf-8"[..])];
            worker.borrow_mut().respond(id, 200, fields, BodyKind::Bytes(value.bytes()))
        } else {
            let Some(text) = encoded(value, 0) else {
                // An exit() is none to write down, and what unwinds this fiber is not to be taken.
                return match if is_unwinding() { Outcome::Exited(0) } else { taken() } {
                    Outcome::Threw(exception) => answer(worker, id, Outcome::Threw(exception)),
                    _ => fail(worker, id),
                };
            };
            let fields = [(&b"Content-Type"[..], &b"application/json"[..])];
            let sent = worker.borrow_mut().respond(id, 200, fields, BodyKind::Bytes(text.bytes()));
            text.release();
            sent
        };
        if sent.is_err() {
            fail(worker, id);
        }
    }
}
