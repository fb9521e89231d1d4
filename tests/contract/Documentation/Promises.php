<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract\Documentation;

use PHPUnit\Framework\Assert;

/**
 * What examples call in place of their promises.
 *
 * @internal
 */
class Promises
{
    /** The page whose examples are being run. */
    public static string $page = '';

    public static function gives(int $line, mixed $actual, mixed $expected): void
    {
        Assert::assertSame($expected, $actual, self::$page . ":$line");
    }

    public static function throws(int $line, \Closure $statement, string $message): void
    {
        try {
            $statement();
        } catch (\Throwable $exception) {
            Assert::assertSame($message, $exception->getMessage(), self::$page . ":$line");

            return;
        }
        Assert::fail(self::$page . ":$line: nothing was thrown");
    }

    public static function prints(int $line, string $printed, string $expected): void
    {
        Assert::assertSame($expected, trim($printed), self::$page . ":$line");
    }
}
