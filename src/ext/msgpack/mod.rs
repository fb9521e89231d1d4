//! `MessagePack`, `Unpacker` and what comes with them: registration here, one file for each concern beside it.

use super::declare::{class, method, read};
use super::exception;
use crate::zval::class::{Class, Fault, Handler, Registry};
use crate::zval::declaration::{Declaration, Property};

mod classes;
mod fault;
mod kind;
mod map;
mod moment;
mod object;
mod pack;
mod unpack;
mod unpacker;
mod values;

pub use crate::zval::unpack::names::{begin_request, end_request};
pub use classes::EXTENSIONS as EXTENSIONS_CLASS;
pub use fault::throw_error;
pub use pack::pack_value;
pub use values::{Extent, unpack as unpack_value};

const EXCEPTION: &str = include_str!("../../../php/Exception/MessagePackException.php");
const INTERFACE: &str = include_str!("../../../php/Contract/MessagePackInterface.php");
const UNPACKER_INTERFACE: &str = include_str!("../../../php/Contract/UnpackerInterface.php");
const BIN: &str = include_str!("../../../php/Bin.php");
const MAP: &str = include_str!("../../../php/Map.php");
const EXTENSION: &str = include_str!("../../../php/Extension.php");
const EXTENSIONS: &str = include_str!("../../../php/Extensions.php");
const TIMESTAMP: &str = include_str!("../../../php/Timestamp.php");

static MESSAGE_PACK_INTERFACE: Class = Class::new();
static MESSAGE_PACK: Class = Class::new();
static UNPACKER_CONTRACT: Class = Class::new();

/// Every method of Map.
const MAP_METHODS: &[(&str, Handler)] = &[
    ("__construct", map::construct),
    ("ofPairs", map::of_pairs),
    ("pairs", map::pairs),
    ("toArray", map::to_array),
    ("jsonSerialize", map::json_serialize),
    ("count", map::count),
    ("getIterator", map::get_iterator),
];

/// Every method of the iterator over a Map.
const ITERATOR_METHODS: &[(&str, Handler)] = &[
    ("current", map::current),
    ("key", map::key),
    ("next", map::next),
    ("rewind", map::rewind),
    ("valid", map::valid),
];

/// Every method of Unpacker.
const UNPACKER_METHODS: &[(&str, Handler)] = &[
    ("__construct", unpacker::construct),
    ("feed", unpacker::feed),
    ("hasValue", unpacker::has_value),
    ("take", unpacker::take),
    ("pending", unpacker::pending),
    ("finish", unpacker::finish),
];

/// The iterator over a Map, which only the extension needs: in PHP it is a generator.
fn iterator() -> Result<Declaration, Fault> {
    let property = |name: &str, type_name: &str, default: &str| Property {
        name: name.to_owned(),
        type_name: type_name.to_owned(),
        default: Some(default.to_owned()),
        is_public: false,
        is_readonly: false,
        doc: String::new(),
    };
    let methods = map::ITERATOR_METHODS.into_iter().map(method).collect::<Result<_, _>>()?;
    Ok(Declaration {
        properties: vec![property("pairs", "array", "[]"), property("position", "int", "0")],
        ..class("MapIterator", "/**\n * Iterates over the pairs of a Map.\n *\n * @internal\n */", "Iterator", methods)
    })
}

/// Registers the value classes.
fn values(registry: &mut Registry) -> Result<(), Fault> {
    let methods: &[(&str, Handler)] = &[
        ("__construct", classes::construct_bin),
        ("__toString", classes::bin_to_string),
        ("jsonSerialize", classes::bin_to_string),
    ];
    registry.register(&read(BIN)?, methods, &classes::BIN)?;
    registry.register(&iterator()?, ITERATOR_METHODS, &map::ITERATOR)?;
    registry.refuse_serialization(&map::ITERATOR);
    registry.refuse_subclasses(&map::ITERATOR);
    registry.register(&read(MAP)?, MAP_METHODS, &classes::MAP)?;
    registry.register(&read(EXTENSION)?, &[("__construct", classes::construct_extension)], &classes::EXTENSION)?;
    registry.register(&read(EXTENSIONS)?, &[("register", classes::register)], &classes::EXTENSIONS)?;
    let methods: &[(&str, Handler)] =
        &[("of", moment::of), ("getNanosecond", moment::get_nanosecond), ("jsonSerialize", moment::json_serialize)];
    registry.register(&read(TIMESTAMP)?, methods, &classes::TIMESTAMP)
}

/// Registers MessagePack and what comes with it.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    registry.register(&read(EXCEPTION)?, exception::MESSAGE_PACK_METHODS, &exception::MESSAGE_PACK)?;
    values(registry)?;
    let interface = read(INTERFACE)?;
    registry.register(&interface, &[], &MESSAGE_PACK_INTERFACE)?;
    let doc = "/**\n * MessagePack, the whole specification.\n */";
    let message_pack = class("MessagePack", doc, &interface.name, interface.methods);
    registry.register(&message_pack, &[("pack", pack::pack), ("unpack", unpack::unpack)], &MESSAGE_PACK)?;
    let interface = read(UNPACKER_INTERFACE)?;
    registry.register(&interface, &[], &UNPACKER_CONTRACT)?;
    let mut methods = vec![method(unpacker::CONSTRUCTOR)?];
    methods.extend(interface.methods);
    let doc = "/**\n * Unpacks a stream of MessagePack values.\n */";
    let unpacker = class("Unpacker", doc, &interface.name, methods);
    registry.register(&unpacker, UNPACKER_METHODS, &unpacker::UNPACKER)?;
    registry.embed::<unpacker::Unpacker>(&unpacker::UNPACKER);
    registry.refuse_serialization(&unpacker::UNPACKER);
    Ok(())
}
