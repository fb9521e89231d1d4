<?php

declare(strict_types=1);

/* The route tables and the requests that are sent to them. */

namespace HighPerApp\HighPer\Native\Benches\Router;

/**
 * @return array<string, list<array{string, string}>> Method and pattern of each route, by table.
 */
function tables(): array
{
    $file = __DIR__ . '/../../data/routes.json';
    $tables = json_decode((string) file_get_contents($file), true, 8, JSON_THROW_ON_ERROR);
    foreach ([10, 100, 1000, 5000] as $count) {
        $tables["synthetic, $count"] = synthetic($count);
    }

    return $tables;
}

/**
 * An application whose resources have ten routes each.
 *
 * @return list<array{string, string}>
 */
function synthetic(int $count = 5000): array
{
    $routes = [];
    $names = ['users', 'orders', 'items', 'hooks', 'events', 'teams', 'files', 'notes', 'tags', 'plans'];
    for ($number = 0; $number < intdiv($count, 10); $number++) {
        $base = '/api/v' . ($number % 5 + 1) . '/' . $names[$number % 10] . $number;
        $routes[] = ['GET', $base];
        $routes[] = ['GET', "$base/search"];
        $routes[] = ['POST', $base];
        $routes[] = ['GET', "$base/{id}"];
        $routes[] = ['PUT', "$base/{id}"];
        $routes[] = ['DELETE', "$base/{id}"];
        $routes[] = ['GET', "$base/{id}/children"];
        $routes[] = ['POST', "$base/{id}/children"];
        $routes[] = ['GET', "$base/{id}/children/{child}"];
        $routes[] = ['GET', "$base/{id}/children/{child}/history/{rev}"];
    }

    return $routes;
}

/**
 * Requests to routes taken at random, with parameter values that differ from call to call.
 *
 * A batch is small enough to stay in the processor's cache, as a path does that a server has just read.
 *
 * @param list<array{string, string}> $routes
 *
 * @return array<string, list<string>> Paths by method; each string is new and has never been hashed.
 */
function requests(array $routes, int $calls, int $seed): array
{
    $random = new \Random\Randomizer(new \Random\Engine\Mt19937($seed));
    $value = static fn (): string => base_convert((string) $random->getInt(1000, 900000), 10, 36) . $random->getInt(0, 9);
    $order = [];
    while (count($order) < $calls) {
        array_push($order, ...$random->shuffleArray($routes));
    }
    $requests = [];
    foreach (array_slice($order, 0, $calls) as [$method, $pattern]) {
        $path = (string) preg_replace_callback('/\{[^}]+\}/', $value, $pattern);
        // Joined anew, so that the string is this request's own even without parameters.
        $requests[$method][] = implode('/', explode('/', $path));
    }

    return $requests;
}
