<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt;

use HighPerApp\HighPer\Native\Tests\Differential\Plain;
use HighPerApp\HighPer\Native\Tests\Differential\Wrapped;

/**
 * Makes a case that fails as small as it can be made while it still fails.
 */
class Smaller
{
    /** So many smaller cases are tried. */
    private const TRIES = 4000;

    /**
     * @param array<string, mixed>               $case
     * @param callable(array<string, mixed>): bool $fails
     *
     * @return array<string, mixed>
     */
    public static function of(array $case, callable $fails): array
    {
        $tries = 0;
        do {
            $found = false;
            foreach (array_keys($case) as $key) {
                // A value is made smaller for as long as that goes, before the next one is looked at.
                do {
                    $again = false;
                    foreach (self::values($case[$key]) as $value) {
                        if (++$tries > self::TRIES) {
                            return $case;
                        }
                        $smaller = [$key => $value] + $case;
                        if ($fails($smaller)) {
                            $case = array_replace($case, [$key => $value]);
                            $found = $again = true;
                            break;
                        }
                    }
                } while ($again);
            }
        } while ($found);

        return $case;
    }

    /**
     * Values that are smaller by a part, the smallest first.
     *
     * @return iterable<mixed>
     */
    private static function values(mixed $value): iterable
    {
        if (\is_array($value)) {
            yield from self::arrays($value);
        } elseif (\is_string($value)) {
            yield from self::strings($value);
        } elseif (\is_int($value)) {
            yield from array_filter([0, 1, intdiv($value, 2), $value - ($value <=> 0)], static fn (int $each): bool => abs((float) $each) < abs((float) $value));
        } elseif (\is_float($value)) {
            yield from array_filter([0.0, 1.0, 0.5, round($value), round($value, 2)], static fn (float $each): bool => \strlen((string) $each) < \strlen((string) $value));
        } elseif ($value === true) {
            yield false;
        } elseif (\is_object($value)) {
            yield from self::objects($value);
        }
    }

    /**
     * @param array<mixed> $array
     *
     * @return iterable<mixed>
     */
    private static function arrays(array $array): iterable
    {
        $isList = array_is_list($array);
        $count = \count($array);
        for ($length = $count; $length > 0; $length = intdiv($length, 2)) {
            for ($at = 0; $at < $count; $at += $length) {
                $rest = \array_slice($array, 0, $at, true) + \array_slice($array, $at + $length, null, true);
                yield $isList ? array_values($rest) : $rest;
            }
        }
        foreach ($array as $key => $entry) {
            foreach (self::values($entry) as $smaller) {
                yield array_replace($array, [$key => $smaller]);
            }
        }
        foreach ($isList ? [] : array_keys($array) as $key) {
            foreach (\is_string($key) ? self::strings($key) : [] as $shorter) {
                if (!\array_key_exists($shorter, $array)) {
                    yield array_combine(array_map(static fn (int|string $each): int|string => $each === $key ? $shorter : $each, array_keys($array)), $array);
                }
            }
        }
    }

    /**
     * @return iterable<string>
     */
    private static function strings(string $text): iterable
    {
        $length = \strlen($text);
        for ($piece = $length; $piece > 0; $piece = intdiv($piece, 2)) {
            for ($at = 0; $at < $length; $at += $piece) {
                yield substr($text, 0, $at) . substr($text, $at + $piece);
            }
        }
        for ($at = 0; $at < min($length, 64); ++$at) {
            if (!str_contains('ax0', $text[$at])) {
                yield substr_replace($text, 'a', $at, 1);
            }
        }
    }

    /**
     * @return iterable<mixed>
     */
    private static function objects(object $value): iterable
    {
        yield null;
        if ($value instanceof \stdClass) {
            foreach (self::arrays((array) $value) as $smaller) {
                yield (object) $smaller;
            }
        } elseif ($value instanceof Wrapped) {
            yield $value->jsonSerialize();
            foreach (self::values($value->jsonSerialize()) as $smaller) {
                yield new Wrapped($smaller);
            }
        } elseif ($value instanceof Plain) {
            yield $value->first;
            yield $value->second;
            foreach (self::arrays([$value->first, $value->second]) as $smaller) {
                if (\count($smaller) === 2) {
                    yield new Plain(...$smaller);
                }
            }
        } elseif ($value instanceof Made) {
            foreach (self::values($value->arguments) as $smaller) {
                if (\count($smaller) === \count($value->arguments)) {
                    yield new Made($value->kind, $smaller);
                }
            }
        }
    }
}
