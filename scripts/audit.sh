#!/usr/bin/env bash
# The crates in Cargo.lock against the advisories of RustSec, and their licences, versions and sources: audit.sh. Needs cargo-audit, cargo-deny and
# the network, and so is no part of the tests; what is missing is named and not installed. HIGHPER_ADVISORY_DB may name a clone of
# https://github.com/RustSec/advisory-db, which is then taken as it is.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/test/count.sh"
cd "$ROOT"
have cargo || die 'cargo was not found; run ./build.sh setup'
scratch_folder

missing=()
for tool in cargo-audit cargo-deny; do
    have "$tool" || missing+=("$tool")
done
[ ${#missing[@]} -eq 0 ] || die "${missing[*]} not found; install with: cargo install --locked ${missing[*]}"

audit_options=(--file "$ROOT/Cargo.lock")
deny_config=$ROOT/scripts/deny.toml
deny_options=(--locked --workspace)
database=${HIGHPER_ADVISORY_DB:-}
if [ -n "$database" ]; then
    [ -d "$database/crates" ] || die "HIGHPER_ADVISORY_DB is $database, which has no advisories"
    audit_options+=(--db "$database" --no-fetch --stale)
    # cargo-deny wants it in a folder of databases, under a name made of the URL.
    mkdir "$SCRATCH/databases"
    ln -s "$(cd "$database" && pwd)" "$SCRATCH/databases/advisory-db-3157b0e258782691"
    awk -v path="$SCRATCH/databases" '{ print } $0 == "[advisories]" { printf "db-path = \"%s\"\n", path }' "$deny_config" >"$SCRATCH/deny.toml"
    deny_config=$SCRATCH/deny.toml
    deny_options+=(--offline)
fi

# cargo-audit takes its settings from a folder .cargo where it is run, and from nowhere else.
mkdir "$SCRATCH/.cargo"
cp "$here/audit.toml" "$SCRATCH/.cargo/audit.toml"
audited() { (cd "$SCRATCH" && cargo audit "${audit_options[@]}"); }
denied() { cargo deny "${deny_options[@]}" --config "$deny_config" check "$1"; }

check 'cargo audit: advisories' audited
check 'cargo deny: advisories' denied advisories
check 'cargo deny: licences' denied licenses
check 'cargo deny: versions' denied bans
check 'cargo deny: sources' denied sources
checks_done
