<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Serializer;

/**
 * The Accept header (RFC 9110, 12.5.1): the ranges in it, and the type that suits them best.
 *
 * @internal
 */
class Accept
{
    /** How many members of a header count. */
    private const MEMBERS = 100;

    /** How much a range says. */
    private const WITH_PARAMETERS = 0;
    private const ANY = 1;
    private const ANY_SUBTYPE = 2;
    private const TYPE = 3;
    private const TYPE_AND_CHARSET = 4;

    /**
     * The type to answer with; null if nothing fits.
     */
    public static function choose(string $header): ?string
    {
        $ranges = [];
        foreach (self::members($header) as $member) {
            $range = self::range($member);
            if ($range !== null) {
                $ranges[] = $range;
            }
        }
        if ($ranges === []) {
            return 'application/json';
        }
        // What can match: neither another charset nor a refused variant.
        $ranges = array_filter(
            $ranges,
            static fn (array $range): bool => !$range['foreign'] && ($range['level'] !== self::WITH_PARAMETERS || $range['q'] > 0),
        );
        $best = null;
        foreach (self::candidates($ranges) as $number => $candidate) {
            $rank = self::rank($candidate, $number, $ranges);
            // The lists have one length: they are compared from the front.
            if ($rank !== null && ($best === null || $rank > $best[0])) {
                $best = [$rank, $candidate];
            }
        }

        return $best[1] ?? null;
    }

    /**
     * @return list<string>
     */
    private static function members(string $header): array
    {
        $members = [];
        for ($at = 0; $at < \strlen($header) && \count($members) < self::MEMBERS; ++$at) {
            $begin = $at;
            while (($at += strcspn($header, ',"', $at)) < \strlen($header) && $header[$at] === '"') {
                $at = self::closingQuote($header, $at + 1) + 1;
            }
            $member = trim(substr($header, $begin, $at - $begin), " \t");
            if ($member !== '') {
                $members[] = $member;
            }
        }

        return $members;
    }

    private static function closingQuote(string $header, int $at): int
    {
        $end = \strlen($header);
        while ($at < $end && ($at += strcspn($header, '"\\', $at)) < $end && $header[$at] === '\\') {
            $at += 2;
        }

        return min($at, $end - 1);
    }

    /**
     * @return array{type: string, level: int, q: int, foreign: bool}|null Null if it is malformed.
     */
    private static function range(string $member): ?array
    {
        $range = MediaType::parse($member);
        if ($range === null) {
            return null;
        }
        [$type, $subtype] = [$range->type, $range->subtype];
        $isAny = $type === '*' && $subtype === '*';
        if (!$isAny && (str_contains($type, '*') || ($subtype !== '*' && str_contains($subtype, '*')))) {
            return null;
        }
        $level = match (true) {
            $isAny => self::ANY,
            $subtype === '*' => self::ANY_SUBTYPE,
            default => self::TYPE,
        };
        $q = null;
        foreach ($range->parameters as ['name' => $name, 'value' => $value, 'quoted' => $isQuoted]) {
            if ($name === 'q') {
                if ($q !== null || $isQuoted || preg_match('/^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?|\.[0-9]{1,3})$/D', $value) !== 1) {
                    return null;
                }
                $q = (int) round(1000 * (float) $value);
            } elseif ($name !== 'charset') {
                $level = self::WITH_PARAMETERS;
            } elseif ($level === self::TYPE) {
                $level = self::TYPE_AND_CHARSET;
            }
        }

        return ['type' => "$type/$subtype", 'level' => $level, 'q' => $q ?? 1000, 'foreign' => $range->foreignCharset() !== null];
    }

    /**
     * @param array<int, array{type: string, level: int, q: int, foreign: bool}> $ranges
     *
     * @return list<string>
     */
    private static function candidates(array $ranges): array
    {
        $named = array_filter(array_column($ranges, 'type'), static fn (string $type): bool => MediaType::formatOf($type) !== null);

        return array_values(array_unique([...$named, 'application/json', 'application/msgpack']));
    }

    /**
     * What speaks for a candidate, the weightiest first; null if it is refused.
     *
     * @param array<int, array{type: string, level: int, q: int, foreign: bool}> $ranges By place in the header.
     *
     * @return list<int>|null
     */
    private static function rank(string $candidate, int $number, array $ranges): ?array
    {
        $best = null;
        $any = strstr($candidate, '/', true) . '/*';
        foreach ($ranges as $place => ['type' => $type, 'level' => $level, 'q' => $q]) {
            if ($type === $candidate || $type === $any || $type === '*/*') {
                $best = max($best ?? [], [$level, $q, -$place]);
            }
        }
        if ($best === null || $best[1] === 0) {
            return null;
        }
        [$level, $q, $place] = $best;

        return [$q, $level, $place, MediaType::formatOf($candidate) === MediaType::JSON ? 1 : 0, -$number];
    }
}
