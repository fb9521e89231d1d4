<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Soak;

/**
 * Holds an operation to what it has to give: one that only fails fast would tell nothing of memory.
 *
 * @throws \RuntimeException
 */
function want(bool $right, string $what): void
{
    if (!$right) {
        throw new \RuntimeException("$what gave something else");
    }
}

/**
 * That a call throws an exception of this class, which is dropped.
 *
 * @param class-string<\Throwable> $class
 *
 * @throws \Throwable what is of another class, and a RuntimeException if nothing is thrown
 */
function refused(string $class, callable $call): void
{
    try {
        $call();
    } catch (\Throwable $exception) {
        if ($exception instanceof $class) {
            want($exception->getMessage() !== '', $class);

            return;
        }

        throw $exception;
    }

    throw new \RuntimeException("no $class was thrown");
}
