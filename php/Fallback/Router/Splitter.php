<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * Splits one segment of a path among the literals and parameters of a mixed segment: the leftmost parameter takes as much as it
 * can, and gives back when the rest does not fit.
 *
 * @internal
 */
class Splitter
{
    /** Ways that are tried before the segment counts as not matching. */
    private const MAX_TRIES = 200;

    private int $tries = 0;
    private readonly int $end;

    /** @var list<string> The values of the parameters that are placed, not decoded. */
    private array $values = [];

    /** @var array<int, int> For a parameter's part: behind which byte no value of it can end, wherever it begins. */
    private array $latest = [];

    /**
     * @param list<string|Parameter> $parts     Literals as they are compared and parameters.
     * @param string                 $value     In canonical form.
     * @param string                 $key       The same as literals are compared with it.
     * @param bool                   $isEscaped Whether values are percent-encoded.
     */
    public function __construct(
        private readonly array $parts,
        private readonly string $value,
        private readonly string $key,
        private readonly bool $isEscaped,
    ) {
        $this->end = \strlen($value);
    }

    /**
     * @return list<string>|null The decoded values of the parameters.
     */
    public function split(): ?array
    {
        $last = $this->parts[\count($this->parts) - 1];
        // Most segments that do not fit end differently, which is seen without a try.
        if ((\is_string($last) && !str_ends_with($this->key, $last)) || $this->place(0, 0) !== true) {
            return null;
        }

        return array_map($this->decode(...), $this->values);
    }

    /**
     * Places the parts from `$part` on, from byte `$at` to the end.
     *
     * @return bool|null Null once the tries are used up.
     */
    private function place(int $part, int $at): ?bool
    {
        $here = $this->parts[$part] ?? null;
        if ($here === null) {
            return $at === $this->end;
        }
        if (\is_string($here)) {
            return $this->hasLiteral($here, $at) ? $this->place($part + 1, $at + \strlen($here)) : false;
        }
        $following = $this->parts[$part + 1] ?? null;
        if ($following === null) {
            return $this->tryValue($part, $here, $at, $this->end);
        }
        $literal = \is_string($following) ? $following : '';
        $stop = $this->lastStop($literal, $at, $this->latest[$part] ?? $this->end - max(\strlen($literal), 1));
        $this->latest[$part] = $stop ?? $at;
        while ($stop !== null) {
            $placed = $this->tryValue($part, $here, $at, $stop);
            if ($placed !== false) {
                return $placed;
            }
            $stop = $this->lastStop($literal, $at, $stop - 1);
        }

        return false;
    }

    /**
     * The last place up to `$latest` where a value that begins at `$at` may end: where the literal behind it begins, or with
     * none any, but not within an escape.
     */
    private function lastStop(string $literal, int $at, int $latest): ?int
    {
        while ($latest > $at) {
            $stop = $literal === '' ? $latest : strrpos($this->key, $literal, $latest - $this->end);
            if ($stop === false || $stop <= $at) {
                return null;
            }
            if (!$this->cutsEscape($stop)) {
                return $stop;
            }
            $latest = $stop - 1;
        }

        return null;
    }

    /**
     * Looks at one value for a parameter, and if it will do, at what follows.
     *
     * @return bool|null Null once the tries are used up.
     */
    private function tryValue(int $part, Parameter $parameter, int $at, int $stop): ?bool
    {
        if ($this->tries++ === self::MAX_TRIES) {
            return null;
        }
        $value = substr($this->value, $at, $stop - $at);
        if ($value === '' || $parameter->constraint?->accepts($this->decode($value), $parameter->name) === false) {
            return false;
        }
        $this->values[] = $value;
        $placed = $this->place($part + 1, $stop);
        if ($placed === false) {
            array_pop($this->values);
        }

        return $placed;
    }

    private function decode(string $value): string
    {
        return $this->isEscaped ? rawurldecode($value) : $value;
    }

    private function hasLiteral(string $literal, int $at): bool
    {
        return substr_compare($this->key, $literal, $at, \strlen($literal)) === 0;
    }

    /**
     * Whether a position lies within an escape, which a canonical text has only whole.
     */
    private function cutsEscape(int $at): bool
    {
        return $this->isEscaped && ($this->value[$at - 1] === '%' || ($at >= 2 && $this->value[$at - 2] === '%'));
    }
}
