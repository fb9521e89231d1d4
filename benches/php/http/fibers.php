<?php

declare(strict_types=1);

/* A handler that does nothing, in a fiber from the pool, in one of its own, and in none. */

namespace HighPerApp\HighPer\Native\Benches\Http;

use HighPerApp\HighPer\Native\Loop\FiberPool;

/**
 * @return array<string, array{run: callable, answer: callable, beside?: string}>
 */
function fibers(): array
{
    $handler = static fn (int $request): int => $request;
    $pool = new FiberPool();

    return [
        FIBERS => [
            'run' => static function (int $calls) use ($pool, $handler): void {
                $arguments = [1];
                for ($call = 0; $call < $calls; ++$call) {
                    $pool->run($handler, $arguments);
                }
            },
            'answer' => static fn (): int => $pool->run($handler, [7])[1],
        ],
        'a fresh fiber' => [
            'run' => static function (int $calls) use ($handler): void {
                for ($call = 0; $call < $calls; ++$call) {
                    $fiber = new \Fiber($handler);
                    $fiber->start(1);
                    $fiber->getReturn();
                }
            },
            'answer' => static function () use ($handler): int {
                $fiber = new \Fiber($handler);
                $fiber->start(7);

                return $fiber->getReturn();
            },
        ],
        'a plain call' => [
            'run' => static function (int $calls) use ($handler): void {
                for ($call = 0; $call < $calls; ++$call) {
                    $handler(1);
                }
            },
            'answer' => static fn (): int => $handler(7),
            'beside' => 'it cannot suspend',
        ],
    ];
}
