#!/usr/bin/env bash
# The Composer packages, offline and in copies: valid, and the classes of the one that has any resolve with every kind of autoloader.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

scratch_folder
composer=$(command -v composer) || die "Composer was not found; run ./build.sh setup"
copy=$SCRATCH/package
mkdir "$copy"
cp -R bin composer.json php tests "$copy/"
# Without a version control folder around it, Composer would guess the package's version, and complain.
export COMPOSER_ROOT_VERSION=dev-main COMPOSER_HOME=$SCRATCH/home COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_DISABLE_NETWORK=1 HIGHPER_BACKEND=php

run_composer() { "$PHP" "$composer" --no-interaction --no-plugins --working-dir="$copy" "$@"; }

valid() { run_composer validate --strict --no-check-lock; }

# The manifest for PIE: Composer reads it, too, and the two cannot share a name. What it says of PHP the engine has to hold.
pie_is_valid() {
    mkdir "$SCRATCH/pie"
    "$PHP" -r '
        function fail(string $why): never { fwrite(STDERR, "$why\n"); exit(1); }
        [$library, $extension] = array_map(static fn (string $file): array => json_decode(file_get_contents($file), true, flags: JSON_THROW_ON_ERROR), [$argv[1], $argv[2]]);
        $library["name"] !== $extension["name"] || fail("both packages are called $library[name]");
        [$library["type"], $extension["type"]] === ["library", "php-ext"] || fail("their types are mixed up");
        $settings = $extension["php-ext"];
        $settings["extension-name"] === "highper" || fail("the extension has another name");
        preg_match("/^; priority=(\d+)$/m", file_get_contents($argv[3]), $found) === 1 && (int) $found[1] === $settings["priority"]
            || fail("the priority is not that of packaging/50-highper.ini");
        $settings["download-url-method"] === ["pre-packaged-binary", "pre-packaged-source"] || fail("package makes other archives than PIE is told of");
        // A list here, and binaries in it, are of PIE 1.4: a Composer from before that calls them invalid.
        unset($extension["php-ext"]["download-url-method"]);
        file_put_contents($argv[4], json_encode($extension, JSON_UNESCAPED_SLASHES));
        ' composer.json packaging/pie/composer.json packaging/50-highper.ini "$SCRATCH/pie/composer.json" || return
    ! validate_pie || return 0
    # The whole of php-ext is of Composer 2.8.
    grep -q 'property php-ext is not defined' "$SCRATCH/said" || return
    say "this Composer does not know php-ext, and looks at the rest"
    "$PHP" -r '
        $manifest = json_decode(file_get_contents($argv[1]));
        unset($manifest->{"php-ext"});
        file_put_contents($argv[1], json_encode($manifest, JSON_UNESCAPED_SLASHES));' "$SCRATCH/pie/composer.json" && validate_pie
}

validate_pie() {
    local exit_code=0
    "$PHP" "$composer" --no-interaction --no-plugins --working-dir="$SCRATCH/pie" validate --strict --no-check-lock >"$SCRATCH/said" 2>&1 || exit_code=$?
    cat "$SCRATCH/said"
    return "$exit_code"
}

resolves() {
    run_composer --quiet dump-autoload "$@" && "$PHP" -r '
        function fail(string $why): never { fwrite(STDERR, "$why\n"); exit(1); }
        require $argv[1] . "/vendor/autoload.php";
        $native = "HighPerApp\\HighPer\\Native\\";
        foreach (["route_match", "equals"] as $name) {
            function_exists($native . $name) || fail("$name() is not there");
        }
        foreach (["Backend", "Router", "RouteMatch", "RouteStatus", "Contract\\RouterInterface", "Exception\\HighPerException",
            "Exception\\RouterException", "Exception\\BackendException"] as $name) {
            class_exists($native . $name) || interface_exists($native . $name) || fail("$name does not resolve");
        }
        $router = (new ($native . "Router")())->get("/users/{id:int}", "user");
        $router->match("GET", "/users/42") === ["user", ["id" => "42"]] || fail("the router does not route");
        ' "$copy"
}

# What Composer downloads is what `git archive` makes of the commit.
installs_as_downloaded() {
    git rev-parse --verify --quiet HEAD >/dev/null || { say 'this is not a checkout'; return 0; }
    mkdir "$SCRATCH/archive" "$SCRATCH/project" && git archive HEAD | tar -x -C "$SCRATCH/archive" || return
    cat >"$SCRATCH/project/composer.json" <<'JSON'
{
    "repositories": [{"type": "path", "url": "../archive", "options": {"symlink": false}}, {"packagist.org": false}],
    "require": {"highperapp/highper-native": "@dev"}
}
JSON
    "$PHP" "$composer" --no-interaction --no-plugins --working-dir="$SCRATCH/project" install &&
        "$PHP" "$SCRATCH/project/vendor/bin/highper" doctor --json >"$SCRATCH/doctor.json" && "$PHP" -r '
        function fail(string $why): never { fwrite(STDERR, "$why\n"); exit(1); }
        $report = json_decode(file_get_contents($argv[1]), flags: JSON_THROW_ON_ERROR)->reports[0];
        $report->backend === "php" || fail("the backend is $report->backend");
        str_starts_with($report->package->folder, realpath($argv[2])) || fail("it is the package in {$report->package->folder}");
        foreach ($report->components as $part) {
            $part->works || fail("$part->component: $part->message");
        }' "$SCRATCH/doctor.json" "$SCRATCH/project/vendor"
}

check 'composer.json is valid' valid
check "PIE's composer.json is valid, and another package" pie_is_valid
check 'classes resolve' resolves
check 'classes resolve with --optimize' resolves --optimize
check 'classes resolve with --classmap-authoritative' resolves --classmap-authoritative
check 'what Composer downloads installs, and works' installs_as_downloaded
checks_done
