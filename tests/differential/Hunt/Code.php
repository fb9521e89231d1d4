<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

use HighPerApp\HighPer\Native\Tests\Differential\Plain;
use HighPerApp\HighPer\Native\Tests\Differential\Suit;
use HighPerApp\HighPer\Native\Tests\Differential\Wrapped;

/**
 * Values as PHP code.
 */
class Code
{
    public static function of(mixed $value): string
    {
        return match (true) {
            \is_string($value) => self::text($value),
            \is_float($value) => self::float($value),
            $value === PHP_INT_MIN => 'PHP_INT_MIN',
            \is_array($value) => self::entries($value),
            $value instanceof \stdClass => '(object) ' . self::entries((array) $value),
            $value instanceof Made => $value->code(),
            $value instanceof Suit => '\\' . Suit::class . "::$value->name",
            $value instanceof Wrapped => 'new \\' . Wrapped::class . '(' . self::of($value->jsonSerialize()) . ')',
            $value instanceof Plain => 'new \\' . Plain::class . '(' . self::of($value->first) . ', ' . self::of($value->second) . ')',
            default => var_export($value, true),
        };
    }

    private static function text(string $text): string
    {
        if (preg_match('/^[\x20-\x7e]*$/D', $text) === 1) {
            return "'" . addcslashes($text, "'\\") . "'";
        }

        return '"' . addcslashes($text, "\0..\37\"\\$\177..\377") . '"';
    }

    private static function float(float $float): string
    {
        return match (true) {
            is_nan($float) => 'NAN',
            is_infinite($float) => $float > 0 ? 'INF' : '-INF',
            default => var_export($float, true),
        };
    }

    /**
     * @param array<mixed> $array
     */
    private static function entries(array $array): string
    {
        $isList = array_is_list($array);
        $entries = [];
        foreach ($array as $key => $value) {
            $entries[] = ($isList ? '' : self::of($key) . ' => ') . self::of($value);
        }

        return '[' . implode(', ', $entries) . ']';
    }
}
