//! `Serializer`, and `Payload` and the exceptions that come with it: registration here, one file for each concern beside it.

use super::declare::{class, method, read};
use super::exception;
use crate::zval::class::{Fault, Handler, Registry};

mod codec;
mod fault;
mod media_type;
mod payload;
#[expect(clippy::module_inception, reason = "the file of the class Serializer")]
mod serializer;
mod state;
mod transcode;

const NOT_ACCEPTABLE: &str = include_str!("../../../php/Exception/NotAcceptable.php");
const UNSUPPORTED_MEDIA_TYPE: &str = include_str!("../../../php/Exception/UnsupportedMediaType.php");
const PAYLOAD: &str = include_str!("../../../php/Payload.php");
const INTERFACE: &str = include_str!("../../../php/Contract/SerializerInterface.php");

/// Every method of Serializer and who handles it.
const METHODS: &[(&str, Handler)] = &[
    ("__construct", state::construct),
    ("negotiate", media_type::negotiate),
    ("respond", serializer::respond),
    ("serialize", serializer::serialize),
    ("deserialize", serializer::deserialize),
    ("transcode", transcode::transcode),
    ("statistics", state::statistics),
];

/// Registers Serializer and what comes with it. Extensions is registered before.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    registry.register(&read(NOT_ACCEPTABLE)?, &[], &exception::NOT_ACCEPTABLE)?;
    registry.register(&read(UNSUPPORTED_MEDIA_TYPE)?, &[], &exception::UNSUPPORTED_MEDIA_TYPE)?;
    let methods: &[(&str, Handler)] = &[("__construct", payload::construct), ("headers", payload::headers)];
    registry.register(&read(PAYLOAD)?, methods, &payload::PAYLOAD)?;
    let interface = read(INTERFACE)?;
    registry.register(&interface, &[], &serializer::INTERFACE)?;
    let mut methods = vec![method(state::CONSTRUCTOR)?];
    methods.extend(interface.methods);
    let doc = "/**\n * Writes and reads JSON or MessagePack, as the peer asks.\n */";
    let class = class("Serializer", doc, &interface.name, methods);
    registry.register(&class, METHODS, &serializer::SERIALIZER)?;
    registry.embed::<state::Serializer>(&serializer::SERIALIZER);
    registry.refuse_serialization(&serializer::SERIALIZER);
    Ok(())
}
