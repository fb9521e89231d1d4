#!/usr/bin/env bash
# The Composer package, offline and in a copy: valid, and its classes resolve with every kind of autoloader.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

scratch_folder
composer=$(command -v composer) || die "Composer was not found; run ./build.sh setup"
copy=$SCRATCH/package
mkdir "$copy"
cp -R composer.json php tests "$copy/"
# Without a version control folder around it, Composer would guess the package's version, and complain.
export COMPOSER_ROOT_VERSION=dev-main COMPOSER_HOME=$SCRATCH/home COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_DISABLE_NETWORK=1 HIGHPER_BACKEND=php

run_composer() { "$PHP" "$composer" --no-interaction --no-plugins --working-dir="$copy" "$@"; }

valid() { run_composer validate --strict --no-check-lock; }

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

check 'composer.json is valid' valid
check 'classes resolve' resolves
check 'classes resolve with --optimize' resolves --optimize
check 'classes resolve with --classmap-authoritative' resolves --classmap-authoritative
checks_done
