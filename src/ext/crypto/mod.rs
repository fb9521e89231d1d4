//! Cryptography: registration here, one file for each class or concern beside it. `key` is what all kinds of keys have in common, `service` what all
//! objects have that a constructor fills.

use self::exchange::{KeyPair, PublicKey};
use self::signing::{SigningKey, VerifyingKey};
use self::symmetric::{DerivationKey, MacKey, SymmetricKey};
use super::declare::{class, method, read};
use super::exception;
use crate::zval::class::{Class, Fault, Handler, Registry, register_function};
use crate::zval::object::Embedded;
use std::ptr;

mod aead;
mod boxes;
mod encoding;
mod exchange;
pub mod fault;
mod file;
mod hash;
mod hmac;
mod kdf;
pub mod key;
mod password;
mod random;
pub mod service;
mod sign;
pub mod signing;
mod stream;
mod symmetric;

static KEY_INTERFACE: Class = Class::new();

/// A class of static methods, or of objects that a constructor fills: its declaration and who handles it.
struct Service {
    name: &'static str,
    doc: &'static str,
    interface: &'static str,
    methods: &'static [(&'static str, Handler)],
    place: &'static Class,
}

macro_rules! interface {
    ($name:literal) => {
        include_str!(concat!("../../../php/Contract/", $name, "Interface.php"))
    };
}

const AEAD: Service = Service {
    name: "Aead",
    doc: "/**\n * Encryption of whole messages that also proves who wrote them.\n */",
    interface: interface!("Aead"),
    methods: &[("__construct", aead::construct), ("seal", aead::seal), ("open", aead::open)],
    place: &aead::AEAD,
};

const SEAL_STREAM: Service = Service {
    name: "SealStream",
    doc: "/**\n * Encrypts a sequence of chunks.\n */",
    interface: interface!("SealStream"),
    methods: &[
        ("__construct", stream::construct_seal),
        ("header", stream::header),
        ("push", stream::push),
        ("copy", file::seal),
    ],
    place: &stream::SEAL_STREAM,
};

const OPEN_STREAM: Service = Service {
    name: "OpenStream",
    doc: "/**\n * Decrypts a sequence of chunks.\n */",
    interface: interface!("OpenStream"),
    methods: &[
        ("__construct", stream::construct_open),
        ("pull", stream::pull),
        ("tag", stream::tag),
        ("isFinished", stream::is_finished),
        ("copy", file::open),
    ],
    place: &stream::OPEN_STREAM,
};

const HASH: Service = Service {
    name: "Hash",
    doc: "/**\n * Digests of strings, of files, and of what comes in pieces.\n */",
    interface: interface!("Hash"),
    methods: &[
        ("__construct", hash::construct),
        ("update", hash::update),
        ("finish", hash::finish),
        ("digest", hash::digest),
        ("hex", hash::hex),
        ("file", file::hash),
    ],
    place: &hash::HASH,
};

const HMAC: Service = Service {
    name: "Hmac",
    doc: "/**\n * HMAC with SHA-2.\n */",
    interface: interface!("Hmac"),
    methods: &[
        ("__construct", hmac::construct),
        ("update", hmac::update),
        ("finish", hmac::finish),
        ("sign", hmac::sign),
        ("verify", hmac::verify),
    ],
    place: &hmac::HMAC,
};

/// The classes of static methods alone.
const STATIC: &[Service] = &[
    Service {
        name: "Sign",
        doc: "/**\n * Ed25519 signatures.\n */",
        interface: interface!("Sign"),
        methods: &[
            ("detached", sign::detached),
            ("verify", sign::verify),
            ("verifyBatch", sign::verify_batch),
            ("invalid", sign::invalid),
        ],
        place: &sign::SIGN,
    },
    Service {
        name: "Box",
        doc: "/**\n * Encryption to somebody's public key.\n */",
        interface: interface!("Box"),
        methods: &[
            ("encrypt", boxes::encrypt),
            ("decrypt", boxes::decrypt),
            ("seal", boxes::seal),
            ("open", boxes::open),
        ],
        place: &boxes::BOX,
    },
    Service {
        name: "Kdf",
        doc: "/**\n * Keys from keys, and keys from passwords.\n */",
        interface: interface!("Kdf"),
        methods: &[
            ("symmetricKey", kdf::derive::<SymmetricKey>),
            ("macKey", kdf::derive::<MacKey>),
            ("derivationKey", kdf::derive::<DerivationKey>),
            ("hkdf", kdf::hkdf),
            ("fromPassword", kdf::from_password),
        ],
        place: &kdf::KDF,
    },
    Service {
        name: "Password",
        doc: "/**\n * Passwords, hashed with Argon2id.\n */",
        interface: interface!("Password"),
        methods: &[("hash", password::hash), ("verify", password::verify), ("needsRehash", password::needs_rehash)],
        place: &password::PASSWORD,
    },
    Service {
        name: "Random",
        doc: "/**\n * Random values from the operating system's source.\n */",
        interface: interface!("Random"),
        methods: &[
            ("bytes", random::bytes),
            ("int", random::int),
            ("token", random::token),
            ("uuid4", random::uuid4),
            ("uuid7", random::uuid7),
            ("ulid", random::ulid),
        ],
        place: &random::RANDOM,
    },
    Service {
        name: "Encoding",
        doc: "/**\n * Hex and base64url in constant time.\n */",
        interface: interface!("Encoding"),
        methods: &[
            ("hex", encoding::hex),
            ("fromHex", encoding::from_hex),
            ("base64Url", encoding::base64_url),
            ("fromBase64Url", encoding::from_base64_url),
        ],
        place: &encoding::ENCODING,
    },
];

impl Service {
    fn register(&self, registry: &mut Registry) -> Result<(), Fault> {
        let interface = read(self.interface)?;
        let interface_place = Class::new();
        registry.register(&interface, &[], &interface_place)?;
        let class = class(self.name, self.doc, &interface.name, interface.methods);
        registry.register(&class, self.methods, self.place)?;
        registry.refuse_subclasses(self.place);
        Ok(())
    }

    fn register_closed<T: Embedded>(&self, registry: &mut Registry) -> Result<(), Fault> {
        self.register(registry)?;
        registry.embed_closed::<T>(self.place);
        Ok(())
    }
}

/// Registers a class of keys; `further` are the methods that not every kind has.
///
/// # Errors
/// What is wrong with the declaration.
pub fn register_key<K: key::Key>(
    registry: &mut Registry,
    source: &str,
    further: &[(&'static str, Handler)],
) -> Result<(), Fault> {
    let declaration = read(source)?;
    let mut methods = key::methods::<K>().to_vec();
    // Not every kind is written in hex or base64url.
    methods.retain(|(name, _)| declaration.methods.iter().any(|method| method.name == *name));
    methods.extend_from_slice(further);
    registry.register(&declaration, &methods, K::class())?;
    registry.embed_closed::<key::Slot<K>>(K::class());
    Ok(())
}

fn register_keys(registry: &mut Registry) -> Result<(), Fault> {
    registry.register(&read(interface!("Key"))?, &[], &KEY_INTERFACE)?;
    register_key::<SymmetricKey>(
        registry,
        include_str!("../../../php/SymmetricKey.php"),
        &[("generate", key::generate::<SymmetricKey>), ("reveal", key::expose::<SymmetricKey>)],
    )?;
    register_key::<MacKey>(
        registry,
        include_str!("../../../php/MacKey.php"),
        &[("generate", key::generate::<MacKey>), ("reveal", key::expose::<MacKey>)],
    )?;
    register_key::<DerivationKey>(
        registry,
        include_str!("../../../php/DerivationKey.php"),
        &[("generate", key::generate::<DerivationKey>), ("reveal", key::expose::<DerivationKey>)],
    )?;
    register_key::<VerifyingKey>(
        registry,
        include_str!("../../../php/VerifyingKey.php"),
        &[
            ("fromPem", signing::from_public_pem::<VerifyingKey>),
            ("toBytes", key::expose::<VerifyingKey>),
            ("toPem", signing::to_pem),
        ],
    )?;
    register_key::<SigningKey>(
        registry,
        include_str!("../../../php/SigningKey.php"),
        &[
            ("generate", key::generate::<SigningKey>),
            ("fromSeed", signing::from_seed::<SigningKey>),
            ("fromPem", signing::from_private_pem::<SigningKey>),
            ("verifyingKey", signing::public::<SigningKey>),
            ("reveal", key::expose::<SigningKey>),
            ("revealPem", signing::reveal_pem),
        ],
    )?;
    register_key::<PublicKey>(
        registry,
        include_str!("../../../php/PublicKey.php"),
        &[("toBytes", key::expose::<PublicKey>)],
    )?;
    register_key::<KeyPair>(
        registry,
        include_str!("../../../php/KeyPair.php"),
        &[
            ("generate", key::generate::<KeyPair>),
            ("fromSeed", exchange::from_seed),
            ("publicKey", exchange::public_key),
            ("reveal", key::expose::<KeyPair>),
        ],
    )
}

/// Registers the cryptographic classes and `equals()`.
///
/// # Errors
/// What is wrong with a declaration.
pub fn register(registry: &mut Registry) -> Result<(), Fault> {
    let exception = read(include_str!("../../../php/Exception/CryptoException.php"))?;
    registry.register(&exception, &[], &exception::CRYPTO)?;
    register_keys(registry)?;
    AEAD.register_closed::<aead::Carried>(registry)?;
    SEAL_STREAM.register_closed::<stream::Sealing>(registry)?;
    OPEN_STREAM.register_closed::<stream::Opening>(registry)?;
    HASH.register_closed::<hash::Carried>(registry)?;
    HMAC.register_closed::<hmac::Carried>(registry)?;
    for service in STATIC {
        service.register(registry)?;
    }
    let mut equals = method(
        "/**\n * Whether two texts are equal, in a time that depends on their lengths alone.\n */
        equals(#[\\SensitiveParameter] string $known, #[\\SensitiveParameter] string $given): bool",
    )?;
    equals.name = format!("{}\\equals", super::declare::NAMESPACE);
    register_function(&equals, encoding::equals, ptr::null_mut())
}
