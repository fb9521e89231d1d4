#!/usr/bin/env bash
# The one entry: names a job, hands the rest of the line to its script in scripts/. Each of those runs alone, too.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    cat <<'HELP'
Usage: ./build.sh COMMAND [--yes] [options]

  run [--port N]     Set up what is missing, build, and start the example application (examples/notes) on
                     127.0.0.1, port 8080 or the next free one. Ctrl-C stops it.
  run --check        Start it on a free port, compare its answers with what is expected, stop it.
  test [PART...]     Set up what is missing and run every test, or only the named parts (test --list names them).
                     Closes with one line: N passed, N failed, N skipped.

  setup [PURPOSE]    Install what is missing to build (PURPOSE build), to test as well (test, the default) or to
                     run the benchmarks (bench).
  build [--debug]    Build the extension: build/highper.so (.dylib on macOS). --debug: unoptimised, with symbols.
  bench [--quick]    Measure every component against its rivals and write a report to benches/report/. bench NAME runs
                     one benchmark; bench --compare FILE fails on what has become slower; bench --help tells the rest.
  harden             Fuzz, compare and strain everything for an hour (--minutes N); --list names the parts.
  package            Make what people install, in dist/: tarballs, a Debian package, archives for PIE, sums; for every PHP
                     that is here. --php X.Y: that one; --target aarch64-linux-gnu: for arm64; --only KIND.
  install [TARBALL]  Copy the extension and its header into PHP's extension folder and switch it on. Honours DESTDIR.
  help               This text.

Options:
  --yes, -y          Install what is missing without asking. Without it, setup asks on a terminal; where there is
                     none it stops and changes nothing, unless CI=1 or CI=true.

Environment:
  PHP_CONFIG         The php-config of the PHP to build for; 8.3 or newer. Otherwise the one on the PATH.
  HIGHPER_SETUP      "trixie" lets setup take PHP from Debian 13's archive on Debian 12, as --yes does.
  HIGHPER_ARCHIVE    Where package fetches a PHP that is not here: the URI of an archive of Ubuntu (8.3, 8.5) or Debian (8.4).
  HIGHPER_COMMIT     The commit that phpinfo() shows; package takes the checkout's.
  DESTDIR            Put in front of every path that install writes.
HELP
}

command=''
arguments=()
for argument in "$@"; do
    case $argument in
        --yes | -y) export HIGHPER_YES=1 ;;
        --help | -h) if [ -z "$command" ]; then command=help; else arguments+=("$argument"); fi ;;
        *) if [ -z "$command" ]; then command=$argument; else arguments+=("$argument"); fi ;;
    esac
done

case ${command:-help} in
    help) usage ;;
    # `${a[@]+...}`: an empty array counts as unset in the bash 3.2 of macOS.
    setup | build | run | test | bench | harden | package | install)
        [ -f "$here/scripts/$command.sh" ] || { printf 'error: %s is of a clone; this is an archive, which has what builds and installs\n' "$command" >&2; exit 1; }
        exec "$here/scripts/$command.sh" ${arguments[@]+"${arguments[@]}"}
        ;;
    *)
        usage >&2
        printf '\nUnknown command: %s\n' "$command" >&2
        exit 2
        ;;
esac
