<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * The errors of a check, in the order in which they are told.
 *
 * @internal
 */
class Errors
{
    /**
     * @param list<array{pointer: string, keyword: string, schemaPointer: string, message: string}> $errors
     *
     * @return list<array{pointer: string, keyword: string, schemaPointer: string, message: string}>
     */
    public static function sorted(array $errors): array
    {
        usort($errors, static fn (array $left, array $right): int => Pointer::compare($left['pointer'], $right['pointer'])
            ?: Pointer::compare($left['schemaPointer'], $right['schemaPointer'])
            ?: strcmp($left['message'], $right['message']));
        $sorted = [];
        foreach ($errors as $error) {
            if ($error !== end($sorted)) {
                $sorted[] = $error;
            }
        }

        return $sorted;
    }
}
