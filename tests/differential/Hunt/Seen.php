<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Exception\SchemaException;

/**
 * What a call gives, as text that can be compared: its value, or its exception with all that this tells.
 */
class Seen
{
    public static function of(callable $call): string
    {
        try {
            return self::value($call());
        } catch (\Throwable $exception) {
            return 'throws ' . self::exception($exception);
        }
    }

    /**
     * What one of PHP's functions gives, or ours in its place: classes of exceptions and the names of functions in messages differ rightly. With the error
     * state that it leaves.
     */
    public static function asPhp(callable $call): string
    {
        json_decode('"');
        try {
            $seen = self::value($call());
        } catch (\Throwable $exception) {
            $seen = "throws {$exception->getCode()} " . preg_replace('~^[\w\\\\:]+\(\): ~', '', $exception->getMessage());
        }

        return "$seen, then " . json_last_error() . ' ' . json_last_error_msg();
    }

    /**
     * A call of ours and the one of PHP's own, each for itself, and whether they are the same.
     *
     * @return array<string, string>
     */
    public static function compared(string $question, callable $call, callable $php): array
    {
        $ours = self::asPhp($call);
        $theirs = self::asPhp($php);

        return [$question => $ours === $theirs ? $ours : Family::WRONG . "$ours, PHP: $theirs", "$question by PHP's function" => $theirs];
    }

    /** A value; a long one by its beginning and its hash. */
    public static function value(mixed $value): string
    {
        $text = serialize($value);

        return \strlen($text) > 2000 ? substr($text, 0, 300) . ' … ' . hash('xxh128', $text) : $text;
    }

    private static function exception(\Throwable $exception): string
    {
        $told = [$exception::class, $exception->getCode(), $exception->getMessage()];
        if ($exception instanceof JsonException) {
            array_push($told, $exception->getOffset(), $exception->getLineNumber(), $exception->getColumn());
        } elseif ($exception instanceof MessagePackException) {
            $told[] = $exception->getOffset();
        } elseif ($exception instanceof RouterException) {
            array_push($told, $exception->getPattern(), $exception->getOffset(), $exception->getHint());
        } elseif ($exception instanceof RuleException) {
            array_push($told, $exception->getField(), $exception->getRule());
        } elseif ($exception instanceof SchemaException) {
            $told[] = $exception->getPointer();
        }

        return self::value($told);
    }
}
