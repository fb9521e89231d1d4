//! Chores that need Rust rather than a shell. `cargo run -p xtask -- header` writes include/highper.h from src/abi; `sbom TRIPLE PHP` and
//! `licences TRIPLE` write to standard output what a library for that target consists of, and under which terms.

mod licences;
mod linked;
mod sbom;

use cbindgen::{Builder, Config, DocumentationStyle, EnumConfig, ExportConfig, Language, RenameRule, Style};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

/// The types of src/abi and what C calls them.
const NAMES: [(&str, &str); 16] = [
    ("ClaimRules", "highper_paseto_rules"),
    ("Error", "highper_error"),
    ("Hasher", "highper_hasher"),
    ("JsonSchema", "highper_json_schema"),
    ("Match", "highper_match"),
    ("OpenStream", "highper_open_stream"),
    ("Outcome", "highper_outcome"),
    ("OwnedText", "highper_string"),
    ("Parameter", "highper_parameter"),
    ("Router", "highper_router"),
    ("RouterOptions", "highper_router_options"),
    ("SealStream", "highper_seal_stream"),
    ("Status", "highper_status"),
    ("Text", "highper_text"),
    ("ValidationOptions", "highper_validation_options"),
    ("Validator", "highper_validator"),
];

/// As above, for enums that no function takes, so that C may pass any number without harm, and that are there for their names.
const NAMED_NUMBERS: [(&str, &str); 7] = [
    ("Algorithm", "highper_aead"),
    ("ChunkTag", "highper_chunk_tag"),
    ("Format", "highper_format"),
    ("HashAlgorithm", "highper_hash"),
    ("KeyType", "highper_paserk"),
    ("Purpose", "highper_paseto"),
    ("TrailingSlashPolicy", "highper_trailing_slash"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["header"] => header(),
        ["sbom", target, php] => sbom::document(target, php).and_then(|text| print(&text)),
        ["licences", target] => licences::document(target).and_then(|text| print(&text)),
        _ => Err("usage: cargo run -p xtask -- header | sbom TRIPLE PHP | licences TRIPLE".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str) -> Result<(), Box<dyn Error>> {
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

fn header() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask has no folder above it")?;
    let door = root.join("src/abi/mod.rs");
    let config = config(&fs::read_to_string(&door)?);
    let mut text = Vec::new();
    Builder::new().with_config(config).with_src(door).generate()?.write(&mut text);

    let folder = root.join("include");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("highper.h"), text)?;
    Ok(())
}

/// The documentation of mod.rs as a comment of C.
fn introduction(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let body: String = lines.map(|line| format!(" *{line}\n")).collect();
    format!("/*\n{body} */")
}

fn config(source: &str) -> Config {
    let names = NAMES.into_iter().chain(NAMED_NUMBERS);
    Config {
        language: Language::C,
        // PHP's FFI reads this header too, and knows no extern "C".
        cpp_compat: false,
        header: Some(introduction(source)),
        include_guard: Some("HIGHPER_H".into()),
        autogen_warning: Some(
            "/* Generated from src/abi by `cargo run -p xtask -- header`; not to be edited. */".into(),
        ),
        no_includes: true,
        sys_includes: ["stdbool.h", "stddef.h", "stdint.h"].map(Into::into).into(),
        usize_is_size_t: true,
        style: Style::Type,
        line_length: 120,
        tab_width: 4,
        documentation_style: DocumentationStyle::Doxy,
        enumeration: EnumConfig { rename_variants: RenameRule::QualifiedScreamingSnakeCase, ..EnumConfig::default() },
        export: ExportConfig {
            include: NAMED_NUMBERS.map(|(rust, _)| rust.into()).into(),
            rename: names.map(|(rust, c)| (rust.into(), c.into())).collect(),
            ..ExportConfig::default()
        },
        ..Config::default()
    }
}
