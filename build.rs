//! Tells the crate which PHP it is built for, as ext-php-rs does for itself: the Zend API grows by the version. And what phpinfo() says of the build.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    describe_build();
    // Opened through FFI, the library would be closed and read anew with every request.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
    #[cfg(feature = "extension")]
    php::describe();
}

/// What support asks for first. Nothing of it differs between two builds of the same sources with the same tools.
fn describe_build() {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    println!("cargo:rustc-env=HIGHPER_PROFILE={}", variable("PROFILE"));
    println!("cargo:rustc-env=HIGHPER_TARGET={}", variable("TARGET"));
    println!("cargo:rustc-env=HIGHPER_COMMIT={}", commit());
    let compiler = Command::new(variable("RUSTC")).arg("--version").output();
    let compiler = compiler.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    println!("cargo:rustc-env=HIGHPER_RUSTC={compiler}");
    println!("cargo:rerun-if-changed=Cargo.lock");
    let lock = std::fs::read_to_string("Cargo.lock").unwrap_or_default();
    for name in ["argon2", "aws-lc-sys", "blake3", "ed25519-dalek", "ext-php-rs", "jsonschema", "regex-automata"] {
        let versions: Vec<_> = lock.split("[[package]]").filter_map(|package| version_of(package, name)).collect();
        println!("cargo:rustc-env=HIGHPER_CRATE_{}={}", name.to_uppercase().replace('-', "_"), versions.join(", "));
    }
}

/// The commit that is built, where somebody says so: the environment, or the archive that the sources came in. Looked up in a checkout it would be wrong
/// after the next commit, or each commit would mean a new build.
fn commit() -> String {
    println!("cargo:rerun-if-env-changed=HIGHPER_COMMIT");
    println!("cargo:rerun-if-changed=packaging/commit");
    let told = std::env::var("HIGHPER_COMMIT").unwrap_or_default();
    if !told.is_empty() {
        return told;
    }
    // `git archive` writes the commit into this file; in a checkout it has the sign for that, in dollars.
    let archived = std::fs::read_to_string("packaging/commit").unwrap_or_default();
    if archived.starts_with('$') { String::new() } else { archived.trim().to_owned() }
}

/// The version in a package's part of Cargo.lock, if it is that package's.
fn version_of<'a>(package: &'a str, name: &str) -> Option<&'a str> {
    let value =
        |key: &str| package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'));
    (value("name") == Some(name)).then(|| value("version"))?
}

#[cfg(feature = "extension")]
mod php {
    use ext_php_rs_build::{
        ApiVersion, PHPInfo, emit_check_cfg, emit_php_cfg_flags, emit_rerun_if_env_changed, find_php,
    };

    pub fn describe() {
        emit_check_cfg();
        emit_rerun_if_env_changed();
        let version = find_php()
            .and_then(|php| PHPInfo::get(&php))
            .and_then(|info| info.zend_version())
            .and_then(ApiVersion::try_from);
        match version {
            Ok(version) => emit_php_cfg_flags(version),
            Err(error) => {
                println!("cargo:warning={error}");
                std::process::exit(1);
            }
        }
    }
}
