<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * What the tables of the MessagePack tests have in common.
 */
trait MessagePackAssertions
{
    /**
     * Checks that a call throws a MessagePackException with this code, message and offset.
     *
     * @param callable(): mixed $call
     */
    private static function assertFault(int $code, string $message, ?int $offset, callable $call): void
    {
        try {
            $call();
        } catch (MessagePackException $exception) {
            self::assertSame($message, $exception->getMessage());
            self::assertSame($code, $exception->getCode(), "code: $message");
            self::assertSame($offset, $exception->getOffset(), "offset: $message");

            return;
        }
        self::fail("nothing was thrown for: $message");
    }

    /**
     * Checks that a call throws a ValueError with this message.
     *
     * @param callable(): mixed $call
     */
    private static function assertValueError(string $message, callable $call): void
    {
        try {
            $call();
        } catch (\ValueError $error) {
            self::assertSame($message, $error->getMessage());

            return;
        }
        self::fail("nothing was thrown for: $message");
    }

    /**
     * A value as text that shows its types and its order.
     */
    private static function shown(mixed $value): string
    {
        return serialize($value);
    }
}
