//! `Validator`: compiling rules, and checking payloads by them.

use super::definition::{Custom, Definition};
use super::fault::{Fault, throw_unmade};
use super::host::{Checking, Compiling, Thrown};
use super::result;
use super::settle::Settled;
use super::state::{Compiled, Validator};
use super::value::{PhpArray, take_saw_reference};
use crate::ext::persistent::{BuildFault, Persistent, Store};
use crate::zval::args::{Arguments, Frame, Return, called_class, give, object, parse, this};
use crate::zval::array::{Array, without_references};
use crate::zval::call::{has_exception, instantiate};
use crate::zval::class::Class;
use crate::zval::guard::{bail_out, cold, hot, kept};
use crate::zval::object::Native;
use crate::zval::value::{IS_ARRAY, Raw};
use ext_php_rs::ffi::{HashTable, zend_object};
use highper_validator::messages::MessagesBuilder;
use highper_validator::{CompileError, Compiler, Options, Report, Schema};
use std::ptr;
use std::sync::Arc;

pub static INTERFACE: Class = Class::new();
pub static VALIDATOR: Class = Class::new();

/// Arrays within arrays that are looked into for references.
const MAX_DEPTH: usize = 512;

static STORE: Store<Arc<Kept>> = Store::new();

/// `compile()`.
pub unsafe extern "C" fn compile(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for each parameter; the arrays are arguments of the running call.
        let mut places = [ptr::null_mut::<HashTable>(); 4];
        let [rules, messages, attributes, custom] = &mut places;
        if parse!(
            frame,
            c"h|hhh",
            ptr::from_mut(rules),
            ptr::from_mut(messages),
            ptr::from_mut(attributes),
            ptr::from_mut(custom)
        )
        .is_none()
        {
            return;
        }
        // First, since a subclass's constants may have to be loaded, which runs PHP.
        let Some(object) = instantiate(called_class(frame)) else { return };
        let [rules, messages, attributes, custom] = places;
        let Some(settled) = Settled::of(rules, custom) else { return Raw::object(object).release() };
        let made = loop {
            match build(settled, messages, attributes) {
                // Loading it runs PHP code, which may not come back: the rules are begun anew afterwards.
                Err(Unmade::Wants(name)) => {
                    let looked_up = settled.look_up(name);
                    name.release();
                    if looked_up.is_none() {
                        break Err(Fault::Thrown);
                    }
                }
                Err(Unmade::Fault(fault)) => break Err(fault),
                Ok(made) => break Ok(made),
            }
        };
        match made {
            Ok((compiled, callables)) => {
                for callable in &callables {
                    callable.add_reference();
                }
                (*Native::<Validator>::of(object)).value = Validator::of(compiled, Options::default(), callables);
                give(result, Raw::object(object));
            }
            Err(fault) => {
                Raw::object(object).release();
                fault.throw();
            }
        }
        settled.release();
    });
}

/// Why rules are not compiled.
enum Unmade {
    Fault(Fault),
    /// An enumeration of this name has to be looked up first; the name is owned.
    Wants(Raw),
}

impl<F: Into<Fault>> From<F> for Unmade {
    fn from(fault: F) -> Self {
        Self::Fault(fault.into())
    }
}

/// Compiles what `compile()` was given; the callables are not owned. No PHP code runs.
unsafe fn build(
    settled: Settled,
    messages: *mut HashTable,
    attributes: *mut HashTable,
) -> Result<(Arc<Compiled>, Vec<Raw>), Unmade> {
    let empty = Raw::empty_array();
    // SAFETY: the arrays are alive, and so is the empty one.
    let mut definition = unsafe {
        let [messages, attributes] =
            [messages, attributes].map(|table| Array(if table.is_null() { empty.payload.array } else { table }));
        let [rules, custom] = [settled.rules, settled.custom].map(|array| Array(array.payload.array));
        kept(Definition::read(rules, messages, attributes, custom)?)
    };
    let mut environment = Compiling { patterns: Vec::new(), enumerations: settled.enumerations, wanted: None };
    let schema = compiled_by(&definition, &mut environment);
    if let Some(name) = environment.wanted {
        return Err(Unmade::Wants(name));
    }
    let schema = schema?;
    let kinds = std::mem::take(&mut definition.kinds);
    let compiled = Compiled { schema, patterns: environment.patterns, kinds };
    Ok((Arc::new(compiled), std::mem::take(&mut definition.callables)))
}

fn compiled_by(definition: &Definition, environment: &mut Compiling) -> Result<Schema, CompileError> {
    let mut compiler = Compiler::new(environment);
    for Custom { name, is_implicit, callback } in &definition.customs {
        compiler.custom(name, *is_implicit, *callback)?;
    }
    for (path, rules) in &definition.fields {
        let rules: Vec<_> = rules.iter().map(super::definition::Rule::source).collect();
        compiler.field(path, &rules)?;
    }
    let mut messages = MessagesBuilder::default();
    if let Some(language) = &definition.language {
        messages.language(language);
    }
    for (key, text) in &definition.messages {
        messages.add(key, text);
    }
    for (path, text) in &definition.attributes {
        messages.attribute(path, text);
    }
    Ok(compiler.finish()?.with_messages(messages.build()?))
}

/// A validator like this one, but for its options.
unsafe fn with(frame: Frame, result: Return, change: impl FnOnce(&mut Options)) {
    // SAFETY: the frame and the result are this call's; nothing native is borrowed while a subclass's __clone() runs.
    unsafe {
        let original = object(frame);
        let Some(clone) = (*(*original).handlers).clone_obj else { return };
        let copy = clone(original);
        if has_exception() {
            return Raw::object(copy).release();
        }
        change(&mut (*Native::<Validator>::of(copy)).value.options);
        give(result, Raw::object(copy));
    }
}

/// `strict()`.
pub unsafe extern "C" fn strict(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for the parameter.
        let mut strict = true;
        if parse!(frame, c"|b", &raw mut strict).is_some() {
            with(frame, result, |options| options.strict = strict);
        }
    });
}

/// `stopOnFirstFailure()`.
pub unsafe extern "C" fn stop_on_first_failure(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for the parameter.
        let mut stop = true;
        if parse!(frame, c"|b", &raw mut stop).is_some() {
            with(frame, result, |options| options.stop_on_first_failure = stop);
        }
    });
}

/// `maxErrors()`.
pub unsafe extern "C" fn max_errors(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for the parameter.
        let mut errors = 0_i64;
        if parse!(frame, c"l", &raw mut errors).is_none() {
            return;
        }
        match usize::try_from(errors) {
            Ok(errors) => with(frame, result, |options| options.max_errors = errors),
            Err(_) => Fault::bad_limit(errors).throw(),
        }
    });
}

/// The array that a method is given; `None` if an exception was thrown.
#[inline(always)]
unsafe fn data(frame: Frame) -> Option<Raw> {
    // SAFETY: the frame is the running call's.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(place) = arguments.value(0)
            && arguments.are_at_most(1)
            && (*place).kind() == IS_ARRAY
        {
            return Some(place.read());
        }
        data_checked(frame)
    }
}

#[cold]
unsafe fn data_checked(frame: Frame) -> Option<Raw> {
    let mut data = ptr::null_mut::<Raw>();
    // SAFETY: a place for the parameter, which is an array then.
    unsafe {
        parse!(frame, c"a", &raw mut data)?;
        Some(data.read())
    }
}

/// The rules of the call's object; throws where there are none.
#[inline(always)]
unsafe fn compiled<'f>(frame: Frame) -> Option<(&'f Arc<Compiled>, &'f Validator)> {
    // SAFETY: the object is held by the call, and its rules never change.
    let validator: &'f Validator = unsafe { this::<Validator>(frame) };
    if validator.compiled.is_none() {
        throw_unmade();
    }
    Some((validator.compiled.as_ref()?, validator))
}

/// The payload to check: a copy without references if PHP code may run meanwhile; owned. That may be so wherever PHP is asked for anything: it runs the
/// handlers of signals behind every function.
#[inline(always)]
unsafe fn settled(data: Raw, compiled: &Compiled) -> Raw {
    // SAFETY: a live array.
    unsafe {
        if compiled.schema.asks_host() {
            without_references(data, MAX_DEPTH)
        } else {
            data.add_reference();
            data
        }
    }
}

/// `passes()`.
pub unsafe extern "C" fn passes(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; the data is held until the answer is there.
        let (Some(given), Some((compiled, validator))) = (data(frame), compiled(frame)) else { return };
        let data = settled(given, compiled);
        let mut host = Checking { compiled, callables: &validator.callables, data, has_bailed_out: false };
        let answer = compiled.schema.passes(PhpArray::new(data.payload.array), &validator.options, &mut host);
        if host.has_bailed_out {
            bail_out();
        }
        data.let_go();
        if let Ok(passed) = answer {
            give(result, Raw::bool(passed));
        }
    });
}

/// Checks the payload into a report. The data is settled, and replaced where others could change it afterwards.
#[inline(always)]
unsafe fn run(compiled: &Compiled, validator: &Validator, data: &mut Raw, report: &mut Report) -> Result<(), Thrown> {
    // SAFETY: the data is owned by the caller.
    unsafe {
        let mut host = Checking { compiled, callables: &validator.callables, data: *data, has_bailed_out: false };
        take_saw_reference();
        let answer = compiled.schema.check(PhpArray::new(data.payload.array), &validator.options, &mut host, report);
        if host.has_bailed_out {
            bail_out();
        }
        answer?;
        if take_saw_reference() {
            let copy = without_references(*data, MAX_DEPTH);
            data.release();
            *data = copy;
        }
        Ok(())
    }
}

/// Checks the payload of the call; the result object is owned.
#[inline(always)]
unsafe fn checked(frame: Frame) -> Option<*mut zend_object> {
    // SAFETY: the frame is this call's. The report grows within the new object, so that nothing is lost if PHP code does not come back.
    unsafe {
        let given = data(frame)?;
        let (compiled, validator) = compiled(frame)?;
        let (object, place) = result::begin(compiled, settled(given, compiled))?;
        match run(compiled, validator, &mut place.data, &mut place.report) {
            Ok(()) => {
                result::finish(object);
                Some(object)
            }
            Err(Thrown) => {
                Raw::object(object).release();
                None
            }
        }
    }
}

/// `check()`.
pub unsafe extern "C" fn check(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(object) = checked(frame) {
            give(result, Raw::object(object));
        }
    });
}

/// `validate()`.
pub unsafe extern "C" fn validate(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(object) = checked(frame) else { return };
        if let Some(validated) = result::validated_or_throw(object) {
            give(result, validated);
        }
        Raw::object(object).release();
    });
}

/// Rules that need no request.
#[derive(Debug)]
pub struct Kept {
    compiled: Arc<Compiled>,
    options: Options,
}

impl Persistent for Arc<Kept> {
    type Fault = Fault;

    fn class() -> &'static Class {
        &VALIDATOR
    }

    fn store() -> &'static Store<Self> {
        &STORE
    }

    unsafe fn export(key: &[u8], object: *mut zend_object) -> Result<Self, Fault> {
        // SAFETY: the object is of a Validator's class, and alive.
        unsafe {
            let validator = &(*Native::<Validator>::of(object)).value;
            let Some(compiled) = &validator.compiled else {
                return Err(Fault::bad_build(key, &Raw::object(object).type_name()));
            };
            if let Some((field, rule)) = compiled.schema.first_callback() {
                return Err(Fault::not_persistent(field, rule.as_bytes()));
            }
            Ok(Self::new(Kept { compiled: Arc::clone(compiled), options: validator.options }))
        }
    }

    unsafe fn install(self, object: *mut zend_object) {
        // SAFETY: the object is of a Validator's class.
        unsafe {
            (*Native::<Validator>::of(object)).value =
                Validator::of(Arc::clone(&self.compiled), self.options, Vec::new());
        }
    }
}

/// The number of validators that the process keeps.
pub fn count() -> usize {
    STORE.count()
}
