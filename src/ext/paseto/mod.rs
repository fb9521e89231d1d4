//! PASETO and PASERK: registration here. `purpose` is what tells `v4.local` from `v4.public`; `making` and `reading` are the methods of tokens.

use self::keys::{LocalKey, PublicKey, SecretKey};
use self::purpose::{Local, Public};
use self::ring::{LOCAL_KEY_RING, LocalRing, PUBLIC_KEY_RING, PublicRing};
use super::crypto::key::{expose, generate};
use super::crypto::{register_key, signing};
use super::declare::{class, method, read};
use super::exception;
use crate::zval::class::{Class, Fault, Handler, Registry};

mod clock;
mod fault;
mod keys;
mod making;
mod paserk;
mod purpose;
mod reading;
mod ring;
mod token;
mod tokens;

static PASETO_INTERFACE: Class = Class::new();
static PASETO: Class = Class::new();
static LOCAL_INTERFACE: Class = Class::new();
static PUBLIC_INTERFACE: Class = Class::new();

fn register_exceptions(registry: &mut Registry) -> Result<(), Fault> {
    macro_rules! source {
        ($name:literal) => {
            &read(include_str!(concat!("../../../php/Exception/", $name, ".php")))?
        };
    }
    registry.register(source!("PasetoException"), &[], &exception::PASETO)?;
    registry.register(source!("InvalidToken"), &[], &exception::INVALID_TOKEN)?;
    registry.register(source!("TokenExpired"), &[], &exception::TOKEN_EXPIRED)?;
    registry.register(source!("TokenNotYetValid"), &[], &exception::TOKEN_NOT_YET_VALID)?;
    registry.register(source!("PaserkException"), &[], &exception::PASERK)?;
    let claim = source!("ClaimMismatch");
    registry.register(claim, exception::CLAIM_MISMATCH_METHODS, &exception::CLAIM_MISMATCH)
}

/// The methods of keys that are wrapped.
const fn wrapped<K: paserk::Wrapped>() -> [(&'static str, Handler); 4] {
    [
        ("wrap", paserk::wrap::<K>),
        ("unwrap", paserk::unwrap::<K>),
        ("wrapWithPassword", paserk::wrap_with_password::<K>),
        ("unwrapWithPassword", paserk::unwrap_with_password::<K>),
    ]
}

/// The methods of keys that PASERK writes.
const fn serialized<K: paserk::Serialized>() -> [(&'static str, Handler); 3] {
    [("toPaserk", paserk::to::<K>), ("fromPaserk", paserk::from::<K>), ("id", paserk::id::<K>)]
}

fn register_keys(registry: &mut Registry) -> Result<(), Fault> {
    let further: [(&str, Handler); 2] =
        [("toBytes", expose::<PublicKey>), ("fromPem", signing::from_public_pem::<PublicKey>)];
    let methods = [&serialized::<PublicKey>()[..], &further].concat();
    register_key::<PublicKey>(registry, include_str!("../../../php/Paseto/PublicKey.php"), &methods)?;
    let further: [(&str, Handler); 5] = [
        ("generate", generate::<SecretKey>),
        ("fromSeed", signing::from_seed::<SecretKey>),
        ("fromPem", signing::from_private_pem::<SecretKey>),
        ("publicKey", signing::public::<SecretKey>),
        ("reveal", expose::<SecretKey>),
    ];
    let methods = [&serialized::<SecretKey>()[..], &wrapped::<SecretKey>(), &further].concat();
    register_key::<SecretKey>(registry, include_str!("../../../php/Paseto/SecretKey.php"), &methods)?;
    let further: [(&str, Handler); 4] = [
        ("generate", generate::<LocalKey>),
        ("reveal", expose::<LocalKey>),
        ("seal", paserk::seal),
        ("unseal", paserk::unseal),
    ];
    let methods = [&serialized::<LocalKey>()[..], &wrapped::<LocalKey>(), &further].concat();
    register_key::<LocalKey>(registry, include_str!("../../../php/Paseto/LocalKey.php"), &methods)
}

fn register_rings(registry: &mut Registry) -> Result<(), Fault> {
    let methods: [(&str, Handler); 2] = [("__construct", ring::construct_local), ("ids", ring::local_ids)];
    let declaration = read(include_str!("../../../php/Paseto/LocalKeyRing.php"))?;
    registry.register(&declaration, &methods, &LOCAL_KEY_RING)?;
    registry.embed_closed::<LocalRing>(&LOCAL_KEY_RING);
    let methods: [(&str, Handler); 2] = [("__construct", ring::construct_public), ("ids", ring::public_ids)];
    let declaration = read(include_str!("../../../php/Paseto/PublicKeyRing.php"))?;
    registry.register(&declaration, &methods, &PUBLIC_KEY_RING)?;
    registry.embed_closed::<PublicRing>(&PUBLIC_KEY_RING);
    Ok(())
}

/// Registers tokens of a purpose: an interface, and a class that nobody constructs.
fn register_tokens<P: purpose::Purpose>(
    registry: &mut Registry,
    source: &str,
    place: &Class,
    name: &str,
    doc: &str,
    further: [(&'static str, Handler); 2],
) -> Result<(), Fault> {
    let interface = read(source)?;
    registry.register(&interface, &[], place)?;
    let mut constructor = method("__construct()")?;
    constructor.is_private = true;
    let mut declared = vec![constructor];
    declared.extend(interface.methods);
    let class = class(name, doc, &interface.name, declared);
    let mut methods: Vec<(&str, Handler)> = vec![
        ("__construct", tokens::construct),
        ("issue", making::issue::<P>),
        ("parse", reading::parse::<P>),
        ("parseExpired", reading::parse_expired::<P>),
    ];
    methods.extend(further);
    registry.register(&class, &methods, P::class())?;
    registry.embed_closed_traced::<tokens::Slot<P>>(P::class());
    Ok(())
}

/// Registers Paseto and what comes with it. The cryptographic classes are registered before.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    register_exceptions(registry)?;
    register_keys(registry)?;
    register_rings(registry)?;
    let methods: [(&str, Handler); 4] =
        [("__construct", token::construct), ("get", token::get), ("has", token::has), ("time", token::time)];
    registry.register(&read(include_str!("../../../php/Paseto/Token.php"))?, &methods, &token::TOKEN)?;
    register_tokens::<Local>(
        registry,
        include_str!("../../../php/Contract/LocalTokensInterface.php"),
        &LOCAL_INTERFACE,
        "Paseto\\LocalTokens",
        "/**\n * Issues and reads tokens; Paseto::local() makes one.\n */",
        [("encrypt", making::encrypt), ("decrypt", reading::decrypt)],
    )?;
    register_tokens::<Public>(
        registry,
        include_str!("../../../php/Contract/PublicTokensInterface.php"),
        &PUBLIC_INTERFACE,
        "Paseto\\PublicTokens",
        "/**\n * Issues and reads tokens; Paseto::public() makes one.\n */",
        [("sign", making::sign), ("verify", reading::verify)],
    )?;
    let interface = read(include_str!("../../../php/Contract/PasetoInterface.php"))?;
    registry.register(&interface, &[], &PASETO_INTERFACE)?;
    let doc = "/**\n * PASETO version 4: issues tokens and reads them.\n */";
    let class = class("Paseto", doc, &interface.name, interface.methods);
    let methods: [(&str, Handler); 4] = [
        ("local", tokens::local),
        ("public", tokens::public),
        ("untrustedFooter", reading::untrusted_footer),
        ("untrustedKeyId", reading::untrusted_key_id),
    ];
    registry.register(&class, &methods, &PASETO)?;
    registry.refuse_subclasses(&PASETO);
    Ok(())
}
