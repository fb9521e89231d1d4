<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * The names of time zones, as PHP knows them.
 *
 * @internal
 */
class TimeZones
{
    public const GROUPS = [
        'Africa', 'America', 'Antarctica', 'Arctic', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific', 'UTC', 'All',
        'All_with_BC', 'Per_Country',
    ];

    public static function isGroup(string $group): bool
    {
        return \in_array(strtolower($group), array_map(strtolower(...), self::GROUPS), true);
    }

    /**
     * The names of a group.
     *
     * @return array<string, int> As keys.
     */
    public static function names(string $group, ?string $country): array
    {
        /** @var int $group */
        $group = \constant(\DateTimeZone::class . '::' . strtoupper($group));

        return array_flip(timezone_identifiers_list($group, $country === null ? null : strtoupper($country)));
    }
}
