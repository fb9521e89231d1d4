//! `Json` and `JsonDecoder`: registration here, one file for each concern beside it.

use super::declare::{class, method, read};
use super::exception;
use crate::zval::class::{Class, Fault, Handler, Registry};

mod decode;
mod decoder;
mod document;
mod encode;
mod fault;
mod lines;
mod message;
mod override_;
mod pointer;
mod source;
mod values;

pub use document::{begin_request, decode as decode_document, end_request, with_associative};
pub use encode::encode_value;
pub use fault::throw as throw_fault;

const EXCEPTION: &str = include_str!("../../../php/Exception/JsonException.php");
const INTERFACE: &str = include_str!("../../../php/Contract/JsonInterface.php");
const DECODER_INTERFACE: &str = include_str!("../../../php/Contract/JsonDecoderInterface.php");

static JSON_INTERFACE: Class = Class::new();
static JSON: Class = Class::new();

/// Every method of Json and who handles it.
const METHODS: &[(&str, Handler)] = &[
    ("encode", encode::encode),
    ("decode", decode::decode),
    ("validate", decode::validate),
    ("get", pointer::get),
    ("has", pointer::has),
    ("lines", lines::lines),
    ("encodeTo", encode::encode_to),
];

/// Registers Json and what comes with it.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    Registry::find_foreign("JsonException", &exception::PHP_JSON)?;
    registry.register(&read(EXCEPTION)?, exception::JSON_METHODS, &exception::JSON)?;
    let interface = read(INTERFACE)?;
    registry.register(&interface, &[], &JSON_INTERFACE)?;
    let doc = "/**\n * JSON as ext/json reads and writes it, and what goes beyond that.\n */";
    let class = class("Json", doc, &interface.name, interface.methods);
    registry.register(&class, METHODS, &JSON)?;
    let interface = read(DECODER_INTERFACE)?;
    registry.register(&interface, &[], &decoder::INTERFACE)?;
    let mut methods = vec![method(decoder::CONSTRUCTOR)?];
    methods.extend(interface.methods);
    let doc = "/**\n * A JSON decoder that is set up once and used often.\n */";
    let class = self::class("JsonDecoder", doc, &interface.name, methods);
    registry.register(&class, decoder::METHODS, &decoder::DECODER)?;
    registry.embed::<decoder::State>(&decoder::DECODER);
    registry.refuse_serialization(&decoder::DECODER);
    let methods = lines::SIGNATURES.iter().copied().map(method).collect::<Result<_, _>>()?;
    let class = self::class("JsonLines", "/**\n * What Json::lines() iterates over.\n */", "Iterator", methods);
    registry.register(&class, lines::METHODS, &lines::LINES)?;
    registry.embed::<lines::State>(&lines::LINES);
    registry.refuse_serialization(&lines::LINES);
    override_::install();
    Ok(())
}
