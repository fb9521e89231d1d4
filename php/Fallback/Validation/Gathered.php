<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * The values that a path leads to, as `distinct` and `in_array` look at them: gathered once a check.
 *
 * @internal
 */
class Gathered
{
    private readonly Distinct $values;

    /** The same as texts without regard to case. */
    private readonly ?Distinct $folded;

    /**
     * @param list<string|null>       $segments
     * @param array<array-key, mixed> $data
     * @param bool                    $isTrimmed Whether strings are taken without the blanks around them.
     */
    public function __construct(array $segments, array $data, bool $isStrict, bool $ignoresCase, private readonly bool $isTrimmed)
    {
        $this->values = new Distinct($isStrict);
        $this->folded = $ignoresCase ? new Distinct(true) : null;
        $this->gather($segments, 0, $data);
    }

    /**
     * Whether a value equals one of them.
     */
    public function contains(mixed $value): bool
    {
        return ($value === null || \is_scalar($value)) && $this->values->contains($value);
    }

    /**
     * Whether a value, being one of them, equals another one.
     */
    public function isRepeated(mixed $value): bool
    {
        if ($this->folded !== null && \is_string($value)) {
            return $this->folded->isRepeated(Text::foldCase($value));
        }

        return ($value === null || \is_scalar($value)) && $this->values->isRepeated($value);
    }

    /**
     * @param list<string|null> $segments
     */
    private function gather(array $segments, int $at, mixed $value): void
    {
        $count = \count($segments);
        for (; $at < $count; ++$at) {
            if (!\is_array($value)) {
                return;
            }
            $key = $segments[$at];
            if ($key === null) {
                foreach ($value as $item) {
                    $this->gather($segments, $at + 1, $item);
                }

                return;
            }
            if (!\array_key_exists($key, $value)) {
                return;
            }
            $value = $value[$key];
        }
        if ($value !== null && !\is_scalar($value)) {
            return;
        }
        if ($this->isTrimmed && \is_string($value)) {
            $value = trim($value);
        }
        $this->values->insert($value);
        $this->folded?->insert(Text::foldCase(TypeTests::text($value)));
    }
}
