//! The module's section in phpinfo() and `php --ri`: for whoever wants to know what is loaded, and for whoever is sent it with a question.

use super::persistent::{MAX_APPLICATIONS, MAX_VALUES};
use super::{router::persistent as tables, validator};
use ext_php_rs::{info_table_end, info_table_header, info_table_row, info_table_start};
use highper_crypto::kdf::{MAX_LANES, MAX_MEMORY};
use highper_paseto::{claims::MAX_LEVELS, footer::MAX_FOOTER};

/// Prints the tables: the build, the components, the process.
///
/// `wanted` is the backend that the environment asks for, if that is not the extension. PHP escapes what it prints as HTML.
pub fn print(abi: u32, wanted: Option<&str>) {
    build(abi, wanted);
    components();
    process();
}

fn build(abi: u32, wanted: Option<&str>) {
    let commit = match env!("HIGHPER_COMMIT") {
        "" => String::new(),
        commit => format!(", commit {commit}"),
    };
    let backend =
        wanted.map_or_else(|| "extension".to_owned(), |wanted| format!("left to PHP (HIGHPER_BACKEND={wanted})"));
    info_table_start!();
    info_table_header!("highper", "enabled");
    info_table_row!("Version", env!("CARGO_PKG_VERSION"));
    info_table_row!("Build", format!("{}{commit}", env!("HIGHPER_PROFILE")));
    info_table_row!("Compiler", env!("HIGHPER_RUSTC"));
    info_table_row!("Target", env!("HIGHPER_TARGET"));
    info_table_row!("C ABI", abi.to_string());
    info_table_row!("CPU features in use", highper_serializer::json::instruction_sets());
    info_table_row!("Backend", backend);
    info_table_end!();
}

fn components() {
    let crypto = concat!(
        "AWS-LC (aws-lc-sys ",
        env!("HIGHPER_CRATE_AWS_LC_SYS"),
        "), ed25519-dalek ",
        env!("HIGHPER_CRATE_ED25519_DALEK"),
        ", blake3 ",
        env!("HIGHPER_CRATE_BLAKE3"),
        ", argon2 ",
        env!("HIGHPER_CRATE_ARGON2"),
    );
    let schema = concat!("draft 4, 6, 7, 2019-09 and 2020-12 (jsonschema ", env!("HIGHPER_CRATE_JSONSCHEMA"), ")");
    let patterns = concat!("patterns in linear time (regex-automata ", env!("HIGHPER_CRATE_REGEX_AUTOMATA"), ")");
    info_table_start!();
    info_table_header!("Component", "Engine");
    info_table_row!("Router", "segments and hashes; constraints in linear time");
    info_table_row!("Json, MessagePack, Serializer", "without an intermediate tree; vectors as the CPU has them");
    info_table_row!("Cryptography", crypto);
    info_table_row!(
        "Cryptography, memory for one password",
        format!("at most {} GiB, {MAX_LANES} lanes", MAX_MEMORY >> 20)
    );
    info_table_row!("Paseto", "v4.local, v4.public, PASERK k4");
    info_table_row!("Paseto, one token", format!("footer at most {MAX_FOOTER} bytes, claims {MAX_LEVELS} levels"));
    info_table_row!("Validator", patterns);
    info_table_row!("JSON Schema", schema);
    info_table_end!();
}

fn process() {
    info_table_start!();
    info_table_header!("This process", "Now");
    info_table_row!("Persistent tables", tables::count().to_string());
    info_table_row!("Persistent validators", validator::count().to_string());
    info_table_row!(
        "Persistent values at most",
        format!("{MAX_VALUES} a kind and application, {MAX_APPLICATIONS} applications")
    );
    info_table_end!();
}
