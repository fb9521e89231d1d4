# Archives whose bytes depend on their contents alone: sorted, owned by nobody in particular, all of SOURCE_DATE_EPOCH. Sourced by
# package.sh.
# shellcheck shell=bash

# Gives every file below FOLDER that time, for packers that take it from there.
set_times() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} + 2>/dev/null || find "$1" -exec touch -t 202601010000 {} +; }

# pack_tar FOLDER NAME FILE: FOLDER/NAME as a tarball with NAME as its one folder.
pack_tar() {
    local fixed
    case $(tar --version 2>&1 || true) in
        *'GNU tar'*) fixed=(--format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH") ;;
        # It sorts nothing and keeps the times of the files.
        *bsdtar*) fixed=(--uid 0 --gid 0) && set_times "$1/$2" ;;
        *) die "this tar is neither GNU's nor BSD's: $(tar --version 2>&1 || true)" ;;
    esac
    # gzip would put a name and a time into its header.
    LC_ALL=C tar -C "$1" "${fixed[@]}" -cf - "$2" | gzip -n -9 >"$SCRATCH/packed"
    mv -f "$SCRATCH/packed" "$3"
    made "$3"
}

# pack_pie FOLDER NAME: the library and its terms at the root of a zip, where PIE looks for them.
pack_pie() {
    local folder=$SCRATCH/$2
    if ! have zip; then
        warn "no archive for PIE: there is no zip here"
        return
    fi
    rm -rf "$folder" "$folder.zip"
    mkdir "$folder"
    cp "$1"/highper.* "$1/LICENSE" "$1/THIRD-PARTY-LICENSES.txt" "$1/RUST-STD-COPYRIGHT.html" "$1/sbom.cdx.json" "$folder/"
    rm -f "$folder/highper.stub.php"
    set_times "$folder"
    # zip writes local times.
    (cd "$folder" && printf '%s\n' * | LC_ALL=C sort | TZ=UTC zip -q -X -9 -@ "$folder.zip")
    mv -f "$folder.zip" "$output/"
    made "$output/$2.zip"
}

# What PIE builds from where no archive fits: the manifest on top, the sources in a folder, where phpize's files do not mix with them.
pack_source() {
    local name=php_highper-$version-src
    if ! is_checkout; then
        warn "no archive of the sources: this is not a checkout"
        return
    fi
    mkdir -p "$SCRATCH/$name"
    git -C "$ROOT" archive --prefix=source/ HEAD | tar -x -C "$SCRATCH/$name"
    cp "$ROOT"/packaging/pie/* "$ROOT/LICENSE" "$SCRATCH/$name/"
    chmod -R u=rwX,go=rX "$SCRATCH/$name"
    pack_tar "$SCRATCH" "$name" "$output/$name.tgz"
}

made() { step "${1#"$ROOT/"} ($(($(wc -c <"$1") / 1024)) KiB)"; }

# The sums of all that is of this version, whichever call made it.
sums() {
    (
        cd "$1"
        shopt -s nullglob
        # shellcheck disable=SC2035 # no name begins with a dash
        sha256 *highper[-_]"$version"[-_]*.* >SHA256SUMS.new
        mv -f SHA256SUMS.new SHA256SUMS
    )
    step "${1#"$ROOT/"}/SHA256SUMS"
}
