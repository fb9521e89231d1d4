<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Instructions;

/**
 * What callgrind wrote of a part of a run: how many instructions there were, and how many of them in one object.
 */
class Profile
{
    private function __construct(public readonly int $total, public readonly int $own)
    {
    }

    /**
     * @param string $library The base name of the object.
     *
     * @throws \UnexpectedValueException if it is no such file, or its parts do not add up to its total
     */
    public static function read(string $file, string $library): self
    {
        $lines = @file($file, FILE_IGNORE_NEW_LINES);
        if ($lines === false) {
            throw new \UnexpectedValueException("there is no $file");
        }
        $names = [];
        $costs = [];
        $object = '';
        $total = null;
        $isCall = false;
        foreach ($lines as $line) {
            if (preg_match('/^ob=(\(\d+\))(?: (.+))?$/', $line, $part) === 1) {
                // A name is written once, and referred to by its number from then on.
                $names[$part[1]] ??= basename($part[2] ?? '');
                $object = $names[$part[1]];
            } elseif (preg_match('/^cob=(\(\d+\)) (.+)$/', $line, $part) === 1) {
                $names[$part[1]] ??= basename($part[2]);
            } elseif (str_starts_with($line, 'calls=')) {
                $isCall = true;
            } elseif (preg_match('/^(?:[+-]?\d+|\*) (\d+)$/', $line, $part) === 1) {
                // The line after a call is what the called function took, which is counted where that is.
                if (!$isCall) {
                    $costs[$object] = ($costs[$object] ?? 0) + (int) $part[1];
                }
                $isCall = false;
            } elseif (preg_match('/^(?:summary|totals): (\d+)$/', $line, $part) === 1) {
                $total = (int) $part[1];
            }
        }
        if ($total === null || array_sum($costs) !== $total) {
            throw new \UnexpectedValueException("$file: its parts are " . array_sum($costs) . ', its total is ' . ($total ?? 'not there'));
        }

        return new self($total, $costs[$library] ?? 0);
    }
}
