<?php

declare(strict_types=1);

/* What is measured of which request, and by whom. */

namespace HighPerApp\HighPer\Native\Benches\Request;

use FastRoute\Dispatcher\MarkBased;
use HighPerApp\HighPer\Native\Benches\Effort;
use HighPerApp\HighPer\Native\Benches\Measurement;
use HighPerApp\HighPer\Native\Benches\Request\Fpm\Binary;
use HighPerApp\HighPer\Native\Benches\Request\Fpm\Front;
use HighPerApp\HighPer\Native\Benches\Rival;
use Lcobucci\JWT\Configuration;
use Symfony\Component\Validator\Validation;

/** How the contenders that are built on other libraries are called. */
const RIVAL = 'FastRoute, Symfony, JWT';

/** How to get what they are built on. */
const HINT = 'php-nikic-fast-route, php-symfony-validator and php-lcobucci-jwt, or nikic/fast-route, symfony/validator and lcobucci/jwt from Composer';

/** Requests before anything is timed: what a rival is built on is much code, and PHP's JIT compiles what has run often. With the notes in an array, which is fast. */
const WARM = 1000;

/** Requests that are timed at a time: two turns through the mix. */
const CHUNK = 40;

/** The same where notes are written to a disk, which takes its time, but little of the processor's. */
const CHUNK_ON_DISK = 20;

/**
 * @return iterable<Measurement>
 */
function measurements(Effort $effort, string $backend): iterable
{
    foreach ([Site::ARRAY, Site::SQLITE] as $store) {
        foreach ($effort->quick ? ['show', 'create', 'mix'] : Scenario::names() as $name) {
            yield measurement('Request in a worker', $name, $store, static fn (array $sites): array => in_process($sites, $name));
        }
    }
    if (Binary::version() === null) {
        return;
    }
    yield alone();
    foreach ([Site::ARRAY, Site::SQLITE] as $store) {
        foreach ($effort->quick || $backend === 'php' ? ['mix'] : Scenario::names() as $name) {
            yield measurement('Request under PHP-FPM', $name, $store, static fn (array $sites): array => under_fpm($sites, $name));
        }
    }
}

/**
 * @param callable(array<string, Site>): array<string, array<string, mixed>> $contenders Makes them of their sites.
 */
function measurement(string $component, string $name, string $store, callable $contenders): Measurement
{
    return new Measurement(
        $component,
        $name,
        "notes in $store",
        Site::HIGHPER,
        static fn (): array => $contenders(sites($name, $store)),
        inputs: static fn (int $calls): array => Scenario::requests($name, $calls),
        chunk: $store === Site::SQLITE ? CHUNK_ON_DISK : CHUNK,
        noun: 'requests',
        after: static function (): void {
            Front::closeAll();
            Scratch::clear();
        },
    );
}

/**
 * What PHP-FPM takes for a request of a script that does nothing: no application can be below it.
 */
function alone(): Measurement
{
    return new Measurement(
        'Request under PHP-FPM',
        'an empty script',
        '',
        'PHP-FPM alone',
        static fn (): array => ['PHP-FPM alone' => ['run' => Front::empty()->run(...)]],
        inputs: static fn (int $calls): array => Scenario::requests('show', $calls),
        chunk: CHUNK,
        noun: 'requests',
        after: Front::closeAll(...),
    );
}

/**
 * The applications that a measurement compares, by contender. Those with EdDSA and HS256 differ in nothing where no token is brought.
 *
 * @return array<string, Site>
 */
function sites(string $name, string $store): array
{
    $applications = [Site::HIGHPER => Site::HIGHPER];
    if (rivals_are_there()) {
        $applications += Scenario::hasToken($name) ? [RIVAL . ' EdDSA' => 'EdDSA', RIVAL . ' HS256' => 'HS256'] : [RIVAL => 'EdDSA'];
    }
    $sites = [];
    foreach ($applications as $contender => $application) {
        $sites[$contender] = new Site($application, $store, Scratch::folder() . "/$application");
    }

    return $sites;
}

function rivals_are_there(): bool
{
    return versions() !== null;
}

/**
 * The versions of what the rival is built on; null if one of them is absent.
 */
function versions(): ?string
{
    $versions = array_map(static fn (Rival $library): ?string => $library->version(), [
        'FastRoute' => Rival::library('FastRoute', MarkBased::class, 'nikic/fast-route', 'php-nikic-fast-route', LIBRARIES),
        'Symfony validator' => Rival::library('Symfony validator', Validation::class, 'symfony/validator', 'php-symfony-validator', LIBRARIES),
        'lcobucci/jwt' => Rival::library('lcobucci/jwt', Configuration::class, 'lcobucci/jwt', 'php-lcobucci-jwt', LIBRARIES),
    ]);

    return in_array(null, $versions, true)
        ? null
        : implode(', ', array_map(static fn (string $name, ?string $version): string => "$name $version", array_keys($versions), $versions));
}

/**
 * @param array<string, Site> $sites
 *
 * @return array<string, array{run: callable, answer: callable}>
 */
function in_process(array $sites, string $name): array
{
    foreach ($sites as $site) {
        $site->warm(Scenario::requests($name, WARM));
    }

    return array_map(static fn (Site $site): array => [
        'run' => static fn (int $calls, array $requests): array => $site->run($requests),
        'answer' => static fn (): array => $site->answers(compared($name)),
    ], $sites);
}

/**
 * @param array<string, Site> $sites
 *
 * @return array<string, array{run: callable, answer: callable}>
 */
function under_fpm(array $sites, string $name): array
{
    // What is served here loads the classes that the map is then made of.
    foreach ($sites as $site) {
        $site->answers(Scenario::all());
    }
    $map = class_map();

    return array_map(static function (Site $site) use ($map, $name): array {
        $front = Front::of($site, $map);
        if ($site->store === Site::ARRAY) {
            $front->run(WARM, Scenario::requests($name, WARM));
        }

        return [
            'run' => static fn (int $calls, array $requests): array => $front->run($calls, $requests),
            'answer' => static fn (): array => $front->answers(compared($name)),
        ];
    }, $sites);
}

/**
 * The requests by whose answers contenders are compared: with the mix, all there are.
 *
 * @return list<array{string, string, string, string}>
 */
function compared(string $name): array
{
    return $name === 'mix' ? Scenario::all() : Scenario::requests($name, 2);
}
