#!/usr/bin/env bash
# The packages: made twice they are the same, without a path of this machine in them; complete; and what `install` puts below a DESTDIR is
# what PHP loads. That a build in another folder gives the same bytes is scripts/package/reproduce.sh's to show: it takes a second build.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
scratch_folder
# What the other parts have tried is what is packed: another commit's name in it would mean to build it again.
export HIGHPER_COMMIT=${HIGHPER_COMMIT:-}
minor=$(php_minor)
"$ROOT/scripts/package.sh" --php "$minor" --output "$SCRATCH/one"
"$ROOT/scripts/package.sh" --php "$minor" --output "$SCRATCH/two"
tarball=$(find "$SCRATCH/one" -name 'highper-*.tar.gz' ! -name '*-dbgsym*')
mkdir "$SCRATCH/unpacked"
tar -xzf "$tarball" -C "$SCRATCH/unpacked" --strip-components=1
unpacked=$SCRATCH/unpacked
library=$unpacked/$(basename "$(extension_path)")

reproducible() { diff -r "$SCRATCH/one" "$SCRATCH/two"; }

complete() {
    local name
    for name in "$(basename "$(extension_path)")" highper.h 50-highper.ini highper.stub.php install.sh README.md INSTALL.md CHANGELOG.md LICENSE \
        THIRD-PARTY-LICENSES.txt RUST-STD-COPYRIGHT.html sbom.cdx.json SHA256SUMS; do
        [ -s "$unpacked/$name" ] || { say "$name is missing"; return 1; }
    done
}

# What is shipped is what all the other parts have tried.
is_what_was_tested() { cmp "$(extension_path)" "$library"; }

sums_hold() {
    (cd "$unpacked" && sha256sum --quiet -c SHA256SUMS) && (cd "$SCRATCH/one" && sha256sum --quiet -c SHA256SUMS) &&
        [ "$(find "$unpacked" -type f | wc -l)" -eq "$(($(wc -l <"$unpacked/SHA256SUMS") + 1))" ]
}

# Of this checkout, this user, cargo and rustup, in the library and in what says where it came from.
names_no_folder() {
    local file folder bad=0
    for file in "$library" "$(extension_path).debug" "$unpacked/sbom.cdx.json" "$unpacked/THIRD-PARTY-LICENSES.txt"; do
        [ -f "$file" ] || continue
        for folder in "$ROOT/" "${CARGO_HOME:-$HOME/.cargo}/" "${RUSTUP_HOME:-$HOME/.rustup}/" "$HOME/" "$SCRATCH/"; do
            if grep -a -o -m 3 -F -e "$folder" "$file" >"$SCRATCH/found"; then
                say "$(basename "$file") has $folder"
                bad=1
            fi
        done
    done
    return "$bad"
}

# Symbols for linking are what is left; names and lines are in a file beside.
is_stripped() {
    have readelf || { say 'no readelf here'; return 0; }
    ! readelf --sections --wide "$library" | finds -E '\.(symtab|debug_info)' && readelf --sections --wide "$library" | finds -F .gnu_debuglink &&
        readelf --sections --wide "$(extension_path).debug" | finds -F .debug_line
}

# Every crate of the library with its checksum, and the code in C.
bill_of_materials() {
    "$PHP" -r '
        function fail(string $why): never { echo "$why\n"; exit(1); }
        $bill = json_decode(file_get_contents($argv[1]), flags: JSON_THROW_ON_ERROR);
        [$bill->bomFormat, $bill->specVersion] === ["CycloneDX", "1.6"] || fail("it is not CycloneDX 1.6");
        $lock = file_get_contents($argv[2]);
        $names = [];
        foreach ($bill->components as $part) {
            $names[] = $part->name;
            ($part->licenses[0]->expression ?? "") !== "" || fail("$part->name has no licence");
            if (str_starts_with($part->purl, "pkg:cargo/")) {
                $entry = "name = \"$part->name\"\nversion = \"$part->version\"\n";
                preg_match("~" . preg_quote($entry, "~") . "source = .*\nchecksum = \"([0-9a-f]{64})\"~", $lock, $found) === 1 || fail("$part->name is not in Cargo.lock");
                $part->hashes[0]->content === $found[1] || fail("$part->name has another checksum in Cargo.lock");
            }
        }
        foreach (["ext-php-rs", "aws-lc-sys", "aws-lc", "blake3", "blake3-c", "jsonschema", "highper-router", "rust-std"] as $name) {
            in_array($name, $names, true) || fail("$name is missing");
        }
        // Tools of the build, and what only tests use.
        foreach (["bindgen", "cc", "criterion", "cbindgen", "syn", "matchit"] as $name) {
            !in_array($name, $names, true) || fail("$name is not linked");
        }
        $references = array_column($bill->components, "bom-ref");
        $references[] = $bill->metadata->component->{"bom-ref"};
        count($references) === count(array_unique($references)) || fail("a reference stands for two parts");
        foreach ($bill->dependencies as $dependency) {
            $unknown = array_diff([$dependency->ref, ...$dependency->dependsOn], $references);
            $unknown === [] || fail("unknown: " . implode(", ", $unknown));
        }' "$unpacked/sbom.cdx.json" "$ROOT/Cargo.lock"
}

# A text for every crate: each is named once in the list and at least once above a text.
licences() {
    local name bad=0
    for name in 'aws-lc-sys ' 'blake3 ' 'curve25519-dalek ' 'jsonschema-value ' 'foldhash ' 'unicode-general-category '; do
        [ "$(grep -c -F "$name" "$unpacked/THIRD-PARTY-LICENSES.txt")" -ge 2 ] || { say "no terms of $name"; bad=1; }
    done
    return "$bad"
}

# What apt and PIE will look for.
debian_package() {
    have dpkg-deb || { say 'no dpkg-deb here'; return 0; }
    local api deb
    api=$("$PHP_CONFIG" --phpapi)
    deb=$(ls "$SCRATCH"/one/*.deb)
    dpkg-deb --fsys-tarfile "$deb" | tar -xO "./usr/lib/php/$api/highper.so" | cmp - "$library" &&
        dpkg-deb -f "$deb" Depends | tee /dev/stderr | finds "phpapi-$api, libc6 (>= 2\.[0-9]*), libgcc-s1"
}

# Of whoever gives it to others; a word that is no address is refused before anything is made.
debian_maintainer() {
    have dpkg-deb || { say 'no dpkg-deb here'; return 0; }
    local name='A/B & C <packages@example.com>'
    HIGHPER_MAINTAINER=$name "$ROOT/scripts/package.sh" --php "$minor" --only deb --output "$SCRATCH/theirs" || return
    [ "$(dpkg-deb -f "$SCRATCH"/theirs/*.deb Maintainer)" = "$name" ] && dpkg-deb -f "$SCRATCH"/one/*.deb Maintainer | finds 'highper-native contributors <.*@.*>' &&
        ! HIGHPER_MAINTAINER=nobody "$ROOT/scripts/package.sh" --php "$minor" --only deb --output "$SCRATCH/nobody" 2>"$SCRATCH/said" &&
        grep -q 'a name and an address are wanted' "$SCRATCH/said" && [ -z "$(find "$SCRATCH/nobody" -name '*.deb')" ]
}

lints() {
    have lintian || { say 'no lintian here'; return 0; }
    # As root it says so on its standard error, each time.
    lintian --fail-on error --display-level '>=pedantic' --show-overrides "$(ls "$SCRATCH"/one/*.deb)" 2>/dev/null
}

pie_archive() {
    have zip || { say 'no zip here'; return 0; }
    local archive
    archive=$(ls "$SCRATCH"/one/php_highper-*.zip)
    case $(basename "$archive") in
        php_highper-[0-9]*.[0-9]*.[0-9]*_php"$minor"-*-*-*.zip) ;;
        *) say "$archive is not a name that PIE looks for"; return 1 ;;
    esac
    "$PHP" -r '$zip = file_get_contents($argv[1]); exit(str_contains($zip, "highper.so") && !str_contains($zip, "/highper.so") ? 0 : 1);' "$archive"
}

# What git makes of the commit is what Composer downloads, and what PIE builds from.
archive=$SCRATCH/archive
unpack_archive() { [ -d "$archive" ] || { mkdir "$archive" && git archive HEAD | tar -x -C "$archive"; }; }

archive_is_lean() {
    local name bad=0
    unpack_archive || return
    for name in composer.json php/Backend.php bin/highper docs/installing.md include/highper.h stubs/highper.stub.php LICENSE build.sh Cargo.lock \
        scripts/build.sh scripts/install.sh scripts/package.sh packaging/install.sh packaging/50-highper.ini .cargo/config.toml; do
        [ -f "$archive/$name" ] || { say "$name is missing"; bad=1; }
    done
    for name in .ci .gitattributes tests benches examples scripts/test scripts/harden scripts/test.sh fuzz/corpus phpunit.xml.dist crates/router/tests; do
        [ ! -e "$archive/$name" ] || { say "$name is of no use to users"; bad=1; }
    done
    return "$bad"
}

# Every crate that Cargo.lock names is there, and every script that another one reads.
archive_can_be_built() {
    local script bad=0
    unpack_archive && (cd "$archive" && cargo metadata --locked --format-version 1 >/dev/null) || return
    while read -r script; do
        [ -f "$archive/scripts/$script" ] || { say "scripts/$script is read, and missing"; bad=1; }
    done < <(cd "$archive/scripts" && find . -name '*.sh' -exec sed -n 's,^\. "$here/\(.*\)"$,\1,p' {} + | sort -u)
    [ "$(cd "$archive" && scripts/build.sh --help | wc -l)" -gt 1 ] && [ "$(cd "$archive" && scripts/package.sh --help | wc -l)" -gt 1 ] && [ "$bad" -eq 0 ]
}

# build.rs alone is asked: without the feature `extension` it needs no crate.
archive_names_its_commit() {
    unpack_archive && rustc --edition 2024 -o "$SCRATCH/build-script" "$archive/build.rs" || return
    told() { (cd "$1" && RUSTC=rustc PROFILE=release TARGET=none "$SCRATCH/build-script" | sed -n 's/^cargo:rustc-env=HIGHPER_COMMIT=//p'); }
    [ "$(unset HIGHPER_COMMIT; told "$archive")" = "$(git rev-parse HEAD)" ] && [ "$(HIGHPER_COMMIT=other told "$archive")" = other ] &&
        [ -z "$(unset HIGHPER_COMMIT; told "$ROOT")" ]
}

# The checkout's, as long as nothing was changed; not that of whatever lies around an archive that was unpacked.
commit_is_found() {
    (
        unset HIGHPER_COMMIT SOURCE_DATE_EPOCH
        . "$ROOT/scripts/package/contents.sh"
        git clone --quiet --no-hardlinks "$ROOT" "$SCRATCH/clone" || exit 1
        ROOT=$SCRATCH/clone
        [ "$(release_commit)" = "$(git rev-parse HEAD)" ] || { say 'a clone does not know its commit'; exit 1; }
        [ "$(HIGHPER_COMMIT=other release_commit)" = other ] || { say 'another commit cannot be named'; exit 1; }
        mkdir "$ROOT/vendor"
        git archive --prefix=archive/ HEAD | tar -x -C "$ROOT/vendor"
        [ -z "$(ROOT=$ROOT/vendor/archive && release_commit)" ] || { say "an archive within a checkout takes that one's commit"; exit 1; }
        [ "$(ROOT=$ROOT/vendor/archive && source_date)" = 1767225600 ] || { say "an archive within a checkout takes that one's time"; exit 1; }
        echo changed >>"$ROOT/LICENSE"
        [ -z "$(release_commit)" ] || { say 'what was changed passes for what was committed'; exit 1; }
    )
}

# git_knows CHECK: outside of a checkout there is nothing to make an archive of.
git_knows() {
    git -C "$ROOT" rev-parse --verify --quiet HEAD >/dev/null || { say 'this is not a checkout'; return 0; }
    "$1"
}

# As PIE does it, but with sources whose build.sh only notes that it was called: root, who installs, may have no Rust.
pie_builds_once() {
    have autoconf && have make || { say 'phpize needs autoconf and make'; return 0; }
    local folder=$SCRATCH/pie source=$SCRATCH/pie-source installed
    mkdir -p "$folder" "$source/scripts" "$source/build/php$minor" && cp "$ROOT"/packaging/pie/* "$folder/" && : >"$source/Cargo.toml" || return
    printf '#!/bin/sh\necho "$*" >>"%s/calls"\necho library >"%s/build/php%s/highper.so"\n' "$source" "$source" "$minor" >"$source/scripts/build.sh"
    chmod 755 "$source/scripts/build.sh"
    (
        cd "$folder" && "$(phpize_of)" && ./configure --with-php-config="$PHP_CONFIG" --with-highper-source="$source" && make
    ) >"$SCRATCH/said" 2>&1 || { tail -n 5 "$SCRATCH/said"; return 1; }
    (cd "$folder" && make install INSTALL_ROOT="$SCRATCH/pie-root") >"$SCRATCH/said" 2>&1 || { tail -n 5 "$SCRATCH/said"; return 1; }
    installed=$SCRATCH/pie-root$("$PHP_CONFIG" --extension-dir)/highper.so
    [ "$(cat "$installed")" = library ] || { say 'it is not installed'; return 1; }
    [ "$(cat "$source/calls")" = "--for $PHP_CONFIG" ] || { say "it was built: $(cat "$source/calls")"; return 1; }
    # Without it, install makes what is missing; and make leaves it to cargo what has changed.
    rm "$folder/modules/highper.so" && (cd "$folder" && make install INSTALL_ROOT="$SCRATCH/pie-root" && make) >"$SCRATCH/said" 2>&1 &&
        [ "$(wc -l <"$source/calls")" -eq 3 ]
}
phpize_of() { command -v "$("$PHP_CONFIG" --prefix)/bin/phpize$minor" || echo "$("$PHP_CONFIG" --prefix)/bin/phpize"; }

installs() { DESTDIR=$SCRATCH/root "$ROOT/scripts/install.sh" "$tarball"; }

# As the installed PHP would, but for the root: its scan folder's ini file names the extension, its extension folder has it.
loads() {
    local extensions scan
    extensions=$SCRATCH/root$("$PHP_CONFIG" --extension-dir)
    scan=$SCRATCH/root$("$PHP" -n -r 'echo PHP_CONFIG_FILE_SCAN_DIR;')
    [ -f "$extensions/highper.h" ] || { say "no header in $extensions"; return 1; }
    [ "$(env -u HIGHPER_BACKEND PHP_INI_SCAN_DIR="$scan" "$PHP" -d "extension_dir=$extensions" \
        -r 'echo HighPerApp\HighPer\Native\Backend::current();')" = extension ]
}

refuses_another_php() {
    local fake=$SCRATCH/altered
    cp -R "$unpacked" "$fake"
    echo '; altered' >>"$fake/50-highper.ini"
    ! DESTDIR=$SCRATCH/elsewhere "$fake/install.sh" "$PHP" >"$SCRATCH/said" 2>&1 && grep -q 'not the files that were packed' "$SCRATCH/said" &&
        ! DESTDIR=$SCRATCH/elsewhere "$unpacked/install.sh" /no/such/php 2>"$SCRATCH/said" && grep -q 'there is no /no/such/php' "$SCRATCH/said" &&
        [ ! -e "$SCRATCH/elsewhere" ]
}

uninstalls() {
    DESTDIR=$SCRATCH/root "$unpacked/install.sh" --uninstall "$PHP" && [ -z "$(find "$SCRATCH/root" -type f)" ]
}

check 'made twice, the packages are the same' reproducible
check 'the tarball is complete' complete
check 'it has the library that was tested' is_what_was_tested
check 'the sums hold, and name everything' sums_hold
check 'no folder of this machine is named' names_no_folder
check 'the library is stripped, and says where its symbols are' is_stripped
check 'the bill of materials is whole' bill_of_materials
check 'the licences of others are there' licences
check 'the Debian package has the library, and depends on what it needs' debian_package
check 'the Debian package names who gives it' debian_maintainer
check 'lintian finds no error' lints
check "PIE's archive has its name and form" pie_archive
check 'what PIE has built it installs, and does not build again' pie_builds_once
check "git's archive has what users need, and no more" git_knows archive_is_lean
check "git's archive can be built" git_knows archive_can_be_built
check "git's archive names its commit" git_knows archive_names_its_commit
check 'a release is named after the commit that it is built from' git_knows commit_is_found
check 'install puts it below DESTDIR' installs
check 'PHP loads what was installed' loads
check 'what was altered is not installed' refuses_another_php
check 'uninstall takes out what install put in' uninstalls
checks_done
