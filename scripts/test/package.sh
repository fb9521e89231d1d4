#!/usr/bin/env bash
# The package: made twice it is the same, and what `install` puts below a DESTDIR is what PHP loads.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
scratch_folder
"$ROOT/scripts/package.sh" --output "$SCRATCH/one"
"$ROOT/scripts/package.sh" --output "$SCRATCH/two"
tarball=$(echo "$SCRATCH"/one/*.tar.gz)

reproducible() { cmp "$tarball" "$SCRATCH/two/$(basename "$tarball")"; }

complete() {
    local name inside
    inside=$(tar -tzf "$tarball" | sed 's,^[^/]*/,,')
    for name in "$(basename "$(extension_path)")" highper.h 50-highper.ini highper.stub.php README.md LICENSE; do
        grep -qxF "$name" <<<"$inside" || { say "$name is missing"; return 1; }
    done
}

installs() {
    DESTDIR=$SCRATCH/root "$ROOT/scripts/install.sh" "$tarball"
}

# As the installed PHP would, but for the root: its scan folder's ini file names the extension, its extension folder has it.
loads() {
    local extensions scan
    extensions=$SCRATCH/root$("$PHP_CONFIG" --extension-dir)
    scan=$SCRATCH/root$("$PHP" -n -r 'echo PHP_CONFIG_FILE_SCAN_DIR;')
    [ -f "$extensions/highper.h" ] || { say "no header in $extensions"; return 1; }
    [ "$(env -u HIGHPER_BACKEND PHP_INI_SCAN_DIR="$scan" "$PHP" -d "extension_dir=$extensions" \
        -r 'echo HighPerApp\HighPer\Native\Backend::current();')" = extension ]
}

check 'made twice, the package is the same' reproducible
check 'the package is complete' complete
check 'install puts it below DESTDIR' installs
check 'PHP loads what was installed' loads
checks_done
