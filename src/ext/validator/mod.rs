//! `Validator`, `ValidationResult` and `JsonSchema`: registration here, one file for each concern beside it.

use super::declare::{NAMESPACE, class, method, read};
use super::exception;
use super::persistent::persistent;
use crate::zval::class::{Fault, Handler, Registry};
use crate::zval::declaration::{Declaration, Kind, Property};

mod build;
mod callback;
mod definition;
mod fault;
mod host;
mod json_schema;
mod result;
mod schema_source;
mod schema_value;
mod settle;
mod state;
#[expect(clippy::module_inception, reason = "the file of the class Validator")]
mod validator;
mod value;

pub use validator::count;

const INTERFACE: &str = include_str!("../../../php/Contract/ValidatorInterface.php");
const RESULT_INTERFACE: &str = include_str!("../../../php/Contract/ValidationResultInterface.php");
const RULE_EXCEPTION: &str = include_str!("../../../php/Exception/RuleException.php");
const SCHEMA_INTERFACE: &str = include_str!("../../../php/Contract/JsonSchemaInterface.php");
const SCHEMA_EXCEPTION: &str = include_str!("../../../php/Exception/SchemaException.php");
const VALIDATION_EXCEPTION: &str = include_str!("../../../php/Exception/ValidationException.php");

/// Every method of Validator and who handles it.
const METHODS: &[(&str, Handler)] = &[
    ("__construct", result::construct),
    ("compile", validator::compile),
    ("persistent", persistent::<std::sync::Arc<validator::Kept>>),
    ("strict", validator::strict),
    ("stopOnFirstFailure", validator::stop_on_first_failure),
    ("maxErrors", validator::max_errors),
    ("passes", validator::passes),
    ("check", validator::check),
    ("validate", validator::validate),
];

/// Every method of ValidationResult and who handles it.
const RESULT_METHODS: &[(&str, Handler)] = &[
    ("__construct", result::construct),
    ("errors", result::errors),
    ("first", result::first),
    ("failed", result::failed),
    ("validated", result::validated),
];

/// An interface's methods behind a constructor that nobody calls.
fn closed(name: &str, doc: &str, interface: Declaration) -> Result<Declaration, Fault> {
    let mut constructor = method("__construct()")?;
    constructor.is_private = true;
    let mut methods = vec![constructor];
    methods.extend(interface.methods);
    Ok(class(name, doc, &interface.name, methods))
}

fn register_result(registry: &mut Registry) -> Result<(), Fault> {
    let interface = read(RESULT_INTERFACE)?;
    registry.register(&interface, &[], &result::INTERFACE)?;
    let mut declaration = closed("ValidationResult", "/**\n * What a check found.\n */", interface)?;
    declaration.properties.push(Property {
        name: "ok".to_owned(),
        type_name: "bool".to_owned(),
        default: None,
        is_public: true,
        is_readonly: true,
        doc: "/**\n * Whether everything was as it should be.\n */".to_owned(),
    });
    registry.register(&declaration, RESULT_METHODS, &result::RESULT)?;
    registry.embed_closed_traced::<result::Outcome>(&result::RESULT);
    Ok(())
}

/// The class of the object behind a closure's `$fail`.
fn refusal() -> Result<Declaration, Fault> {
    Ok(Declaration {
        kind: Kind::Class,
        name: format!("{NAMESPACE}\\Refusal"),
        doc: "/**\n * Takes the messages that a closure refuses a value with.\n *\n * @internal\n */".to_owned(),
        parents: Vec::new(),
        interfaces: Vec::new(),
        constants: Vec::new(),
        properties: Vec::new(),
        methods: vec![method(callback::FAIL)?],
    })
}

fn register_schema(registry: &mut Registry) -> Result<(), Fault> {
    registry.register(&read(SCHEMA_EXCEPTION)?, exception::SCHEMA_METHODS, &exception::SCHEMA)?;
    let interface = read(SCHEMA_INTERFACE)?;
    registry.register(&interface, &[], &json_schema::INTERFACE)?;
    let doc = "/**\n * Checks values and JSON texts by a JSON Schema that was compiled once.\n */";
    let declaration = closed("JsonSchema", doc, interface)?;
    registry.register(&declaration, json_schema::METHODS, &json_schema::JSON_SCHEMA)?;
    registry.embed::<json_schema::State>(&json_schema::JSON_SCHEMA);
    registry.refuse_serialization(&json_schema::JSON_SCHEMA);
    Ok(())
}

/// Registers Validator and what comes with it.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    registry.register(&read(RULE_EXCEPTION)?, exception::RULE_METHODS, &exception::RULE)?;
    register_result(registry)?;
    registry.register(&read(VALIDATION_EXCEPTION)?, exception::VALIDATION_METHODS, &exception::VALIDATION)?;
    registry.register(&refusal()?, &[("__invoke", callback::fail)], &callback::REFUSAL)?;
    registry.embed_closed::<callback::Refusal>(&callback::REFUSAL);
    let interface = read(INTERFACE)?;
    registry.register(&interface, &[], &validator::INTERFACE)?;
    let doc = "/**\n * Checks payloads by rules that were compiled once.\n */";
    registry.register(&closed("Validator", doc, interface)?, METHODS, &validator::VALIDATOR)?;
    registry.embed::<state::Validator>(&validator::VALIDATOR);
    registry.refuse_serialization(&validator::VALIDATOR);
    register_schema(registry)
}
