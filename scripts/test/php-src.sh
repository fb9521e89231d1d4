#!/usr/bin/env bash
# PHP's own tests of ext/json, on stock PHP and with highper.json_override=1: every test that passes there has to pass here. They are part of
# PHP's source, which HIGHPER_PHP_SRC may name; otherwise the distribution's source package of this very version is fetched into a temporary
# folder. Where it cannot be had, these tests are skipped as one, and the part says so.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
runner=$(find_runner)
scratch_folder
override=(-d "extension=$(extension_path)" -d highper.json_override=1)

override_is_on() { [ "$("$PHP" "${override[@]}" -r 'echo ini_get("highper.json_override");')" = 1 ]; }

# "URI SUITE COMPONENT" of every archive that the installed version of a package is from, one a line.
archives_of() {
    LC_ALL=C apt-cache policy "$1" | awk '
        /^ \*\*\* / { installed = 1; next }
        /^     [^ ]/ { installed = 0 }
        installed && $2 ~ /^(https?|file):/ { split($3, place, "/"); print $2, place[1], place[2] }' | sort -u
}

# Fetches the source of the PHP that runs into $SCRATCH/source, all of apt's own files kept in a folder of ours: nothing on the machine
# changes. Says on failure why.
fetch_source() {
    local package source version options tarball
    have apt-get && have dpkg-query || { say 'there is no apt'; return 1; }
    package=$(dpkg-query -S "$(readlink -f "$PHP")" 2>/dev/null | sed 's/: .*//; q')
    [ -n "$package" ] || { say "$PHP is from no package"; return 1; }
    # shellcheck disable=SC2016 # dpkg-query's own variables
    read -r source version < <(dpkg-query -W -f '${source:Package} ${source:Version}\n' "$package")
    archives_of "$package" | sed 's/^/deb-src /' >"$SCRATCH/sources.list"
    [ -s "$SCRATCH/sources.list" ] || { say "apt knows no archive with $package $version"; return 1; }
    mkdir -p "$SCRATCH/apt/lists/partial" "$SCRATCH/apt/cache/archives/partial" "$SCRATCH/download"
    options=(-o "Dir::Etc::sourcelist=$SCRATCH/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$SCRATCH/apt/lists"
        -o "Dir::Cache=$SCRATCH/apt/cache" -o "APT::Sandbox::User=$(id -un)" -o Acquire::Retries=1 -o Acquire::http::Timeout=30)
    apt-get -qq "${options[@]}" update >"$SCRATCH/log" 2>&1 || { say "no package lists: $(tail -1 "$SCRATCH/log")"; return 1; }
    (cd "$SCRATCH/download" && apt-get -qq "${options[@]}" source --download-only "$source=$version" >"$SCRATCH/log" 2>&1) \
        || { say "no source of $source $version: $(tail -1 "$SCRATCH/log")"; return 1; }
    # Beside it may lie its signature, which apt has looked at.
    tarball=$(find "$SCRATCH/download" -name '*.orig.tar.*' ! -name '*.asc')
    mkdir "$SCRATCH/source"
    tar -xf "$tarball" -C "$SCRATCH/source" --strip-components=1 --wildcards '*/ext/json/tests' 2>"$SCRATCH/log" \
        || { say "the source cannot be unpacked: $(tail -1 "$SCRATCH/log")"; return 1; }
}

# run_json_tests NAME [FLAGS...]: leaves "RESULT TEST" lines in $SCRATCH/NAME.results. A failed test does not end the part: the results are compared.
run_json_tests() {
    local name=$1
    shift
    # Of its own for each run, since the runner leaves its files beside the tests.
    cp -R "$tests" "$SCRATCH/$name"
    chmod -R u+w "$SCRATCH/$name"
    (cd "$SCRATCH" && TEST_PHP_EXECUTABLE=$PHP NO_INTERACTION=1 "$PHP" "$runner" -q --no-progress -W "$SCRATCH/$name.list" "$@" "$SCRATCH/$name") \
        >"$SCRATCH/$name.log" 2>&1 || true
    [ -s "$SCRATCH/$name.list" ] || { tail -5 "$SCRATCH/$name.log"; die "PHP's test runner did not run"; }
    sed "s:$SCRATCH/$name/::" "$SCRATCH/$name.list" | awk '{ print $1, $2 }' | sort -k 2 >"$SCRATCH/$name.results"
}

check 'the override is on' override_is_on

skipped=0
if [ -n "${HIGHPER_PHP_SRC:-}" ]; then
    [ -d "$HIGHPER_PHP_SRC/ext/json/tests" ] || die "HIGHPER_PHP_SRC is $HIGHPER_PHP_SRC, which has no ext/json/tests"
    tests=$HIGHPER_PHP_SRC/ext/json/tests
elif fetch_source; then
    tests=$SCRATCH/source/ext/json/tests
else
    say "skipped: PHP's own tests of ext/json, whose source cannot be had (see above)"
    skipped=1
    tests=''
fi
if [ -n "$tests" ]; then
    unset HIGHPER_BACKEND
    run_json_tests stock
    run_json_tests override "${override[@]}"
    # 8.4's are the ones that the promise is about; the version is said for whoever runs another one.
    say "PHP $("$PHP" -n -r 'echo PHP_VERSION;'), stock: $(cut -d' ' -f1 "$SCRATCH/stock.results" | sort | uniq -c | awk '{ printf "%s%d %s", (NR > 1 ? ", " : ""), $1, $2 }')"
    while read -r result test; do
        case $result in
            PASSED)
                if grep -qxF "PASSED $test" "$SCRATCH/override.results"; then
                    checks_passed=$((checks_passed + 1))
                else
                    checks_failed=$((checks_failed + 1))
                    say "FAIL  $test"
                    cat "$SCRATCH/override/${test%.phpt}.diff" 2>/dev/null || true
                fi
                ;;
            SKIPPED) skipped=$((skipped + 1)) ;;
            *) say "not compared: $test, which is $result on stock PHP" ;;
        esac
    done <"$SCRATCH/stock.results"
fi
say "$checks_passed passed, $checks_failed failed, $skipped skipped"
[ "$checks_failed" -eq 0 ]
