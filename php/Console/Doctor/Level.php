<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * How much a finding matters.
 *
 * @internal
 */
enum Level: string
{
    case Ok = 'ok';
    /** Worth knowing, nothing to mend. */
    case Note = 'note';
    case Better = 'better';
    case Broken = 'broken';

    /**
     * The verdict on several: notes do not spoil it.
     *
     * @param list<self> $levels
     */
    public static function worst(array $levels): self
    {
        return match (true) {
            \in_array(self::Broken, $levels, true) => self::Broken,
            \in_array(self::Better, $levels, true) => self::Better,
            default => self::Ok,
        };
    }
}
