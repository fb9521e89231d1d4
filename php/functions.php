<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

// Composer loads this file in any case. The extension brings these functions itself.

if (!\function_exists(__NAMESPACE__ . '\route_match')) {
    /**
     * Finds the handler for a request, as `$router->match()` does. With the extension on PHP 8.4 it is the faster way to ask.
     *
     * @param string      $method As sent, upper-case.
     * @param string      $path   As sent, percent-encoded; a query string is ignored.
     * @param string|null $host   The Host header, for routes bound to a host.
     *
     * @return array{0: mixed, 1: array<string, string>}|null The handler and the decoded parameters.
     *
     * @throws Exception\RouterException in pure PHP, if PCRE reaches one of its limits on a constraint
     */
    function route_match(Contract\RouterInterface $router, string $method, string $path, ?string $host = null): ?array
    {
        return $router->match($method, $path, $host);
    }
}

if (!\function_exists(__NAMESPACE__ . '\equals')) {
    /**
     * Whether two strings are the same, in a time that depends on their lengths alone: for secrets, codes and tokens.
     *
     * @param string $known What is expected.
     * @param string $given What somebody sent.
     */
    function equals(#[\SensitiveParameter] string $known, #[\SensitiveParameter] string $given): bool
    {
        return hash_equals($known, $given);
    }
}
