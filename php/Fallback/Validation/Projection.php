<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Makes validated(): of the data what the rules name. An array of which nothing is dropped or changed is given back as it is.
 *
 * @internal
 */
class Projection
{
    /** Whether what was looked at last is not as it was. */
    private bool $isChanged = false;

    /**
     * @param array<array-key, mixed> $data
     * @param array<array-key, mixed> $excluded As a tree of keys that ends in true.
     *
     * @return array<array-key, mixed>
     */
    public function make(Branch $tree, array $data, array $excluded): array
    {
        return $this->part($tree, $data, $excluded);
    }

    /**
     * @param array<array-key, mixed> $data
     * @param array<array-key, mixed> $excluded
     *
     * @return array<array-key, mixed>
     */
    private function part(Branch $branch, array $data, array $excluded): array
    {
        $part = null;
        $kept = 0;
        foreach ($data as $key => $value) {
            $child = $branch->children[$key] ?? $branch->others;
            if ($child === null || ($excluded !== [] && ($excluded[$key] ?? null) === true)) {
                $part ??= \array_slice($data, 0, $kept, true);
                continue;
            }
            if (!$child->isWhole) {
                if (\is_array($value) && !$child->isLeaf()) {
                    $new = $this->part($child, $value, $excluded === [] ? [] : (array) ($excluded[$key] ?? []));
                    $isKept = $new !== [] || $child->isNamed;
                    $isChanged = $this->isChanged;
                } else {
                    $isKept = $child->isNamed;
                    $new = $child->change($value);
                    $isChanged = $new !== $value;
                }
                if ($part === null && ($isChanged || !$isKept)) {
                    $part = \array_slice($data, 0, $kept, true);
                }
                if (!$isKept) {
                    continue;
                }
                $value = $new;
            }
            ++$kept;
            if ($part !== null) {
                $part[$key] = $value;
            }
        }
        $this->isChanged = $part !== null;

        return $part ?? $data;
    }
}
