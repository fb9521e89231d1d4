//! What is linked into the library for one target: the crates, as cargo resolves them without build tools and macros, and the code in
//! other languages that some of them carry.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// One crate in the library.
pub struct Crate {
    pub name: String,
    pub version: String,
    /// In SPDX's words; older crates write a slash where it wants OR.
    pub licence: String,
    pub authors: Vec<String>,
    pub repository: Option<String>,
    pub folder: PathBuf,
    /// SHA-256 of what was downloaded; the workspace's own crates have none.
    pub checksum: Option<String>,
    /// Names and versions of those in the library that it uses.
    pub uses: Vec<(String, String)>,
}

/// Code in another language that a crate brings along and compiles.
pub struct Foreign {
    pub name: &'static str,
    pub version: String,
    pub description: &'static str,
    pub source: String,
}

impl Crate {
    pub fn is_own(&self) -> bool {
        self.checksum.is_none()
    }

    /// What is in C or assembly here.
    pub fn foreign(&self) -> Result<Vec<Foreign>, Box<dyn Error>> {
        Ok(match self.name.as_str() {
            "aws-lc-sys" => {
                let header = self.folder.join("aws-lc/include/openssl/base.h");
                let text = fs::read_to_string(&header)?;
                let version = text
                    .lines()
                    .find_map(|line| line.strip_prefix("#define AWSLC_VERSION_NUMBER_STRING "))
                    .ok_or_else(|| format!("{} does not say which AWS-LC it is", header.display()))?;
                let version = version.trim().trim_matches('"').to_owned();
                let source = format!("pkg:github/aws/aws-lc@v{version}");
                vec![Foreign {
                    name: "aws-lc",
                    version,
                    description: "C and assembly of AWS-LC's libcrypto, s2n-bignum and jitterentropy among it",
                    source,
                }]
            }
            "blake3" => vec![Foreign {
                name: "blake3-c",
                version: self.version.clone(),
                description: "C and assembly of BLAKE3",
                source: format!("pkg:github/BLAKE3-team/BLAKE3@{}", self.version),
            }],
            "ext-php-rs" => vec![Foreign {
                name: "ext-php-rs-wrapper",
                version: self.version.clone(),
                description: "C around macros of PHP's headers",
                source: format!("pkg:github/extphprs/ext-php-rs@ext-php-rs-v{}", self.version),
            }],
            _ => Vec::new(),
        })
    }
}

/// The workspace's root.
pub fn root() -> Result<&'static Path, Box<dyn Error>> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or_else(|| "xtask has no folder above it".into())
}

/// The compiler that this was called with, and so the standard library that is linked: release, commit and folder.
pub fn compiler() -> Result<(String, String, PathBuf), Box<dyn Error>> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = output(Command::new(&rustc).arg("-vV"))?;
    let line = |name: &str| -> Result<String, Box<dyn Error>> {
        let found = said.lines().find_map(|line| line.strip_prefix(name));
        Ok(found.ok_or_else(|| format!("rustc -vV has no line '{name}'"))?.to_owned())
    };
    let folder = output(Command::new(&rustc).args(["--print", "sysroot"]))?;
    Ok((line("release: ")?, line("commit-hash: ")?, folder.trim().into()))
}

/// The crates in the library for `target`, by name and version.
pub fn crates(target: &str) -> Result<Vec<Crate>, Box<dyn Error>> {
    let chosen = chosen(target)?;
    let checksums = checksums(&fs::read_to_string(root()?.join("Cargo.lock"))?);
    let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", target])?;
    let metadata: Value = serde_json::from_str(&metadata)?;

    let mut names = BTreeMap::new();
    for package in list(&metadata["packages"]) {
        names.insert(text(&package["id"]), (text(&package["name"]), text(&package["version"])));
    }
    let mut uses = BTreeMap::new();
    for node in list(&metadata["resolve"]["nodes"]) {
        let linked =
            list(&node["deps"]).iter().filter(|dep| list(&dep["dep_kinds"]).iter().any(|k| k["kind"].is_null()));
        let linked: BTreeSet<_> = linked.filter_map(|dep| names.get(&text(&dep["pkg"])).cloned()).collect();
        uses.insert(text(&node["id"]), linked);
    }

    let mut crates = Vec::new();
    for package in list(&metadata["packages"]) {
        let id = (text(&package["name"]), text(&package["version"]));
        if !chosen.contains(&id) {
            continue;
        }
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        let uses = uses.remove(&text(&package["id"])).unwrap_or_default();
        crates.push(Crate {
            licence: text(&package["license"]).replace('/', " OR "),
            authors: list(&package["authors"]).iter().map(text).collect(),
            repository: package["repository"].as_str().map(str::to_owned),
            folder: manifest.parent().ok_or("a manifest without a folder")?.to_owned(),
            checksum: checksums.get(&id).cloned(),
            uses: uses.into_iter().filter(|id| chosen.contains(id)).collect(),
            name: id.0,
            version: id.1,
        });
    }
    crates.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    if crates.len() != chosen.len() {
        return Err(format!("cargo tree names {} crates, cargo metadata {} of them", chosen.len(), crates.len()).into());
    }
    Ok(crates)
}

/// Names and versions. Only `cargo tree` resolves features as a build does; metadata has those of tests and tools as well.
fn chosen(target: &str) -> Result<BTreeSet<(String, String)>, Box<dyn Error>> {
    let edges = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
    let tree = cargo(&[&["tree", "--package", "highper", "--target", target], &edges[..]].concat())?;
    let mut chosen = BTreeSet::new();
    for line in tree.lines() {
        let (name, rest) = line.split_once(" v").ok_or_else(|| format!("cargo tree says '{line}'"))?;
        let version = rest.split(' ').next().unwrap_or(rest);
        chosen.insert((name.to_owned(), version.to_owned()));
    }
    Ok(chosen)
}

/// The checksums of Cargo.lock, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for block in lock.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            line.and_then(|line| line.strip_suffix('"')).map(str::to_owned)
        };
        if let (Some(name), Some(version), Some(checksum)) = (value("name"), value("version"), value("checksum")) {
            found.insert((name, version), checksum);
        }
    }
    found
}

fn cargo(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    output(Command::new(cargo).current_dir(root()?).args(arguments).arg("--locked"))
}

fn output(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let done = command.output()?;
    if !done.status.success() {
        return Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(String::from_utf8(done.stdout)?)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::checksums;

    #[test]
    fn checksums_are_read_by_name_and_version() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry\"\nchecksum = \"ab\"\n\
            \n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n]\n";
        let found = checksums(lock);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found.get(&("a".into(), "1.0.0".into())).map(String::as_str), Some("ab"));
    }
}
