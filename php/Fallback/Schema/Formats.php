<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * The formats of the specification, by name. `idn-email` and `idn-hostname` need tables that not every backend has: nobody checks them.
 *
 * @internal
 */
class Formats
{
    /** Names, the draft that each is known from, and the method that checks it. */
    private const KNOWN = [
        'date' => [Draft::Draft4, [self::class, 'date']],
        'date-time' => [Draft::Draft4, [self::class, 'dateTime']],
        'duration' => [Draft::Draft2019, [self::class, 'duration']],
        'email' => [Draft::Draft4, [Email::class, 'isValid']],
        'hostname' => [Draft::Draft4, [Hostname::class, 'isValid']],
        'ipv4' => [Draft::Draft4, [self::class, 'ipv4']],
        'ipv6' => [Draft::Draft4, [self::class, 'ipv6']],
        'iri' => [Draft::Draft7, [UriSyntax::class, 'isIri']],
        'iri-reference' => [Draft::Draft7, [UriSyntax::class, 'isIriReference']],
        'json-pointer' => [Draft::Draft6, [self::class, 'jsonPointer']],
        'regex' => [Draft::Draft4, [self::class, 'regex']],
        'relative-json-pointer' => [Draft::Draft7, [self::class, 'relativeJsonPointer']],
        'time' => [Draft::Draft4, [self::class, 'time']],
        'uri' => [Draft::Draft4, [UriSyntax::class, 'isUri']],
        'uri-reference' => [Draft::Draft6, [UriSyntax::class, 'isUriReference']],
        'uri-template' => [Draft::Draft6, [UriSyntax::class, 'isTemplate']],
        'uuid' => [Draft::Draft2019, [self::class, 'uuid']],
    ];

    /** RFC 3339, Appendix A. */
    private const DURATION = '/^P(?:(?:\d+D|\d+M(?:\d+D)?|\d+Y(?:\d+M(?:\d+D)?)?)(?:T(?&t))?|T(?&t)|\d+W)$'
        . '(?(DEFINE)(?<t>\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))/D';

    private const TIME = '/^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/D';

    private const IPV4 = '/^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/D';

    /**
     * What checks a format; null if a draft does not know it.
     *
     * @return (\Closure(string): bool)|null
     */
    public static function of(string $name, Draft $draft): ?\Closure
    {
        $known = self::KNOWN[$name] ?? null;
        if ($known === null || !$draft->isAtLeast($known[0])) {
            return null;
        }
        if ($name === 'hostname' && !$draft->isAtLeast(Draft::Draft7)) {
            // RFC 1034, which knows nothing of internationalized names.
            return Hostname::isAscii(...);
        }

        return \Closure::fromCallable($known[1]);
    }

    public static function date(string $text): bool
    {
        return preg_match('/^(\d{4})-(\d\d)-(\d\d)$/D', $text, $match) === 1
            && self::isDay((int) $match[1], (int) $match[2], (int) $match[3]);
    }

    public static function time(string $text): bool
    {
        if (preg_match(self::TIME, $text, $match) !== 1) {
            return false;
        }
        if ($match[3] !== '60') {
            return true;
        }
        // A leap second is the last one of a day in UTC.
        $offset = isset($match[4]) ? (int) ($match[4] . '1') * ((int) $match[5] * 60 + (int) $match[6]) : 0;

        return ((int) $match[1] * 60 + (int) $match[2] - $offset + 2880) % 1440 === 1439;
    }

    public static function dateTime(string $text): bool
    {
        return self::date(substr($text, 0, 10)) && \in_array($text[10] ?? '', ['T', 't'], true) && self::time(substr($text, 11));
    }

    public static function duration(string $text): bool
    {
        return preg_match(self::DURATION, $text) === 1;
    }

    public static function ipv4(string $text): bool
    {
        return preg_match(self::IPV4, $text) === 1;
    }

    public static function ipv6(string $text): bool
    {
        $halves = explode('::', $text);
        if (\count($halves) > 2) {
            return false;
        }
        $groups = 0;
        foreach ($halves as $index => $half) {
            if ($half === '') {
                continue;
            }
            $parts = explode(':', $half);
            if ($index === \count($halves) - 1 && str_contains((string) end($parts), '.')) {
                if (!self::ipv4((string) array_pop($parts))) {
                    return false;
                }
                $groups += 2;
            }
            foreach ($parts as $part) {
                if (preg_match('/^[0-9A-Fa-f]{1,4}$/D', $part) !== 1) {
                    return false;
                }
                $groups++;
            }
        }

        return \count($halves) === 2 ? $groups < 8 : $groups === 8;
    }

    public static function jsonPointer(string $text): bool
    {
        return preg_match('~^(?:/(?:[^/\~]|\~[01])*+)*+$~Ds', $text) === 1;
    }

    public static function relativeJsonPointer(string $text): bool
    {
        return preg_match('~^(?:0|[1-9]\d*+)(?:#|(?:/(?:[^/\~]|\~[01])*+)*+)$~Ds', $text) === 1;
    }

    public static function regex(string $text): bool
    {
        return Ecma::translate($text, isStrict: true) !== null;
    }

    public static function uuid(string $text): bool
    {
        return preg_match('/^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/D', $text) === 1;
    }

    private static function isDay(int $year, int $month, int $day): bool
    {
        // checkdate() knows no year 0.
        return checkdate($month, $day, $year === 0 ? 4 : $year);
    }
}
