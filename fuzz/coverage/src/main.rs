//! The properties of highper-fuzz under libFuzzer, which finds by coverage what mutations alone do not. HIGHPER_FUZZ_TARGET names the
//! target; with HIGHPER_FUZZ_SEEDS, the name of a folder, the seeds of that target are written there and nothing else is done.
//!
//! scripts/harden/fuzz.sh builds and runs it.

#![no_main]

use highper_fuzz::random::Random;
use highper_fuzz::{Target, fingerprint, target};
use std::path::Path;
use std::sync::OnceLock;

static TARGET: OnceLock<&'static Target> = OnceLock::new();

fn chosen() -> &'static Target {
    TARGET.get_or_init(|| {
        let name = std::env::var("HIGHPER_FUZZ_TARGET").unwrap_or_default();
        target(&name).unwrap_or_else(|| stop(&format!("HIGHPER_FUZZ_TARGET names no target: '{name}'")))
    })
}

/// Ends the process without looking like a crash of what is fuzzed.
fn stop(message: &str) -> ! {
    eprintln!("{message}");
    std::process::exit(2);
}

fn write_seeds(folder: &Path) -> Result<usize, String> {
    let seeds = (chosen().seeds)(&mut Random::new(1))?;
    for seed in &seeds {
        let file = folder.join(format!("{:016x}", fingerprint(seed)));
        std::fs::write(&file, seed).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(seeds.len())
}

libfuzzer_sys::fuzz_target!(
    init: {
        if let Some(folder) = std::env::var_os("HIGHPER_FUZZ_SEEDS") {
            match write_seeds(Path::new(&folder)) {
                Ok(count) => {
                    println!("{count} seeds");
                    std::process::exit(0);
                }
                Err(message) => stop(&message),
            }
        }
    },
    |input: &[u8]| {
        // What a property chooses at random depends on the input alone: a find can be tried again.
        if let Err(problem) = (chosen().check)(input, &mut Random::new(fingerprint(input))) {
            panic!("{} fails: {problem}", chosen().name);
        }
    }
);
