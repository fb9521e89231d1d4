<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Data and rules as nobody can change them by references while the user's code runs: copied, without references.
 *
 * @internal
 */
class Settled
{
    /** Arrays within arrays that are copied; an array may hold itself. */
    private const MAX_DEPTH = 512;

    /** @var array<string, array<array-key, mixed>> Copies by reference and depth: of an array that holds itself twice there are too many ways. */
    private array $copies = [];

    /**
     * @param array<array-key, mixed> $data
     *
     * @return array<array-key, mixed>
     */
    public static function of(array $data): array
    {
        return (new self())->copy($data, self::MAX_DEPTH);
    }

    /**
     * @param array<array-key, mixed> $data
     *
     * @return array<array-key, mixed>
     */
    private function copy(array $data, int $left): array
    {
        $copy = [];
        foreach ($data as $key => $value) {
            if (\is_array($value) && $left > 0) {
                $reference = \ReflectionReference::fromArrayElement($data, $key)?->getId();
                $value = $reference === null
                    ? $this->copy($value, $left - 1)
                    : $this->copies[$reference . $left] ??= $this->copy($value, $left - 1);
            }
            $copy[$key] = $value;
        }

        return $copy;
    }
}
