//! Tells the crate which PHP it is built for, as ext-php-rs does for itself: the Zend API grows by the version.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=HIGHPER_PROFILE={}", std::env::var("PROFILE").unwrap_or_default());
    // Opened through FFI, the library would be closed and read anew with every request.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
    #[cfg(feature = "extension")]
    php::describe();
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
