<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\MessagePack;

use HighPerApp\HighPer\Native\Contract\MessagePackInterface;

/**
 * Refuses arguments that are out of range, in the engine's words.
 *
 * @internal
 */
class Arguments
{
    /**
     * @throws \ValueError
     */
    public static function checkPackFlags(int $flags, string $method, int $argument): void
    {
        $strings = MessagePackInterface::STRINGS_AS_STR | MessagePackInterface::STRINGS_AS_BIN;
        self::refuse(
            match (true) {
                ($flags & ~($strings | MessagePackInterface::FLOAT32)) !== 0 => 'be a combination of FLOAT32, STRINGS_AS_STR and STRINGS_AS_BIN',
                ($flags & $strings) === $strings => 'not have both STRINGS_AS_STR and STRINGS_AS_BIN',
                default => null,
            },
            "$method(): Argument #$argument (\$flags)",
        );
    }

    /**
     * @throws \ValueError
     */
    public static function checkUnpackFlags(int $flags, string $method, int $argument): void
    {
        $maps = MessagePackInterface::MAPS_AS_OBJECTS | MessagePackInterface::MAPS_AS_MAPS;
        $integers = MessagePackInterface::UINT64_AS_STRING | MessagePackInterface::UINT64_AS_FLOAT;
        self::refuse(
            match (true) {
                ($flags & ~($maps | $integers | MessagePackInterface::BIN_AS_OBJECTS)) !== 0 =>
                    'be a combination of MAPS_AS_OBJECTS, MAPS_AS_MAPS, BIN_AS_OBJECTS, UINT64_AS_STRING and UINT64_AS_FLOAT',
                ($flags & $maps) === $maps => 'not have both MAPS_AS_OBJECTS and MAPS_AS_MAPS',
                ($flags & $integers) === $integers => 'not have both UINT64_AS_STRING and UINT64_AS_FLOAT',
                default => null,
            },
            "$method(): Argument #$argument (\$flags)",
        );
    }

    /**
     * @throws \ValueError
     */
    public static function checkDepth(int $depth, string $method, int $argument): void
    {
        self::refuse($depth < 1 || $depth > 0x7fffffff ? 'be between 1 and 2147483647' : null, "$method(): Argument #$argument (\$depth)");
    }

    /**
     * @throws \ValueError
     */
    public static function checkMaxLength(int $maxLength, string $method, int $argument): void
    {
        self::refuse($maxLength < 1 ? 'be greater than 0' : null, "$method(): Argument #$argument (\$maxLength)");
    }

    private static function refuse(?string $rule, string $argument): void
    {
        if ($rule !== null) {
            throw new \ValueError("$argument must $rule");
        }
    }
}
