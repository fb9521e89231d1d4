<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;

/**
 * What the tables of the contract suite have in common.
 */
trait RouterAssertions
{
    /**
     * A router with a GET route for each pattern, whose handler is the pattern.
     *
     * @param mixed ...$options Of the constructor.
     */
    private static function routerOf(array $patterns, mixed ...$options): Router
    {
        $router = new Router(...$options);
        foreach ($patterns as $pattern) {
            $router->get($pattern, $pattern);
        }

        return $router;
    }

    /**
     * Checks what a GET request for each path gives: the handler and the parameters, or null.
     *
     * @param array<string, array{string, array<string, string>}|null> $expected
     */
    private static function assertMatches(array $expected, Router $router): void
    {
        foreach ($expected as $path => $match) {
            self::assertSame($match, $router->match('GET', (string) $path), "path: $path");
        }
    }

    /**
     * Checks that a call is refused in these words.
     */
    private static function assertRefused(
        callable $call,
        int $code,
        string $what,
        string $hint,
        ?string $pattern = null,
        ?int $offset = null,
        string $input = '',
    ): void {
        try {
            $call();
        } catch (RouterException $exception) {
            $where = $offset === null ? '' : " at byte $offset of pattern '$pattern'";
            self::assertSame("$what$where: $hint", $exception->getMessage(), "input: $input");
            self::assertSame($code, $exception->getCode(), "input: $input");
            self::assertSame($hint, $exception->getHint(), "input: $input");
            self::assertSame($pattern, $exception->getPattern(), "input: $input");
            self::assertSame($offset, $exception->getOffset(), "input: $input");

            return;
        }
        self::fail("nothing was refused: $input");
    }
}
