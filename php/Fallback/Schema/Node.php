<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * A compiled schema: its types, and for each kind of value the keywords that have something to say about it.
 *
 * @internal
 */
class Node
{
    /** @var array<int, list<Keyword<never>>> By kind; `unevaluated*` not among them. */
    public array $keywords = [[], [], [], [], [], [], [], []];

    /** @var array<int, list<Keyword<never>>> By kind: those that wait for all others. */
    public array $last = [[], [], [], [], [], [], [], []];

    /** The kinds that are allowed, as bits. */
    public int $types = Kind::ANY;

    /** Whether floats without a fraction are allowed where floats are not. */
    public bool $integral = false;

    /** @var list<string> The types as a message names them. */
    public array $typeNames = [];

    /** Whether this is the schema `false`. */
    public bool $never = false;

    /** Whether it asks what its keywords evaluated. */
    public bool $collects = false;

    /** Whether it begins a resource. */
    public bool $isRoot = false;

    /** Whether it needs more than its keywords: marks, or to be noted in the dynamic scope. */
    public bool $isSpecial = false;

    /**
     * @param int $id       Tells nodes apart.
     * @param int $resource The number of the resource it is in.
     */
    public function __construct(public readonly int $id, public readonly int $resource)
    {
    }

    /**
     * @param list<int>      $kinds
     * @param Keyword<never> $keyword
     */
    public function add(array $kinds, Keyword $keyword): void
    {
        foreach ($kinds as $kind) {
            $this->keywords[$kind][] = $keyword;
        }
    }

    public function passes(mixed $value, Run $run, ?Marks $marks = null): bool
    {
        if (\is_string($value)) {
            $kind = Kind::STRING;
        } elseif (\is_array($value)) {
            $kind = $value === [] ? $run->empty : (\array_is_list($value) ? Kind::ARRAY : Kind::OBJECT);
        } elseif (\is_int($value)) {
            $kind = Kind::INT;
        } elseif (\is_object($value)) {
            $kind = Kind::OBJECT;
        } else {
            $kind = Kind::of($value, $run->empty);
        }
        if (($this->types >> $kind & 1) === 0 && !($this->integral && \is_float($value) && Number::isIntegral($value))) {
            return false;
        }
        if ($this->isSpecial) {
            return $this->passesSpecially($kind, $value, $run, $marks);
        }
        foreach ($this->keywords[$kind] as $keyword) {
            if (!$keyword->passes($value, $run, $marks)) {
                return false;
            }
        }

        return true;
    }

    public function report(mixed $value, string $at, string $path, Run $run, ?Marks $marks = null): bool
    {
        if ($this->never) {
            $run->fail($at, 'false', $path, Messages::NOT_ALLOWED);

            return false;
        }
        $kind = Kind::of($value, $run->empty);
        $ok = true;
        if (($this->types >> $kind & 1) === 0 && !($this->integral && \is_float($value) && Number::isIntegral($value))) {
            $run->fail($at, 'type', "$path/type", Messages::type($this->typeNames));
            $ok = false;
        }
        if ($this->isRoot) {
            $run->scope[] = $this->resource;
        }
        $own = $this->collects ? new Marks() : $marks;
        foreach ($this->keywords[$kind] as $keyword) {
            $ok = $keyword->report($value, $at, $path, $run, $own) && $ok;
        }
        if ($ok) {
            // What was evaluated is certain only now.
            foreach ($this->last[$kind] as $keyword) {
                $ok = $keyword->report($value, $at, $path, $run, $own) && $ok;
            }
        }
        if ($this->isRoot) {
            array_pop($run->scope);
        }
        if ($this->collects && $own !== null) {
            $marks?->merge($own);
        }

        return $ok;
    }

    private function passesSpecially(int $kind, mixed $value, Run $run, ?Marks $marks): bool
    {
        if ($this->isRoot) {
            $run->scope[] = $this->resource;
        }
        $own = $this->collects ? new Marks() : $marks;
        $ok = true;
        foreach ($this->keywords[$kind] as $keyword) {
            if (!$keyword->passes($value, $run, $own)) {
                $ok = false;
                break;
            }
        }
        if ($ok) {
            foreach ($this->last[$kind] as $keyword) {
                if (!$keyword->passes($value, $run, $own)) {
                    $ok = false;
                    break;
                }
            }
        }
        if ($this->isRoot) {
            array_pop($run->scope);
        }
        if ($ok && $this->collects && $own !== null) {
            $marks?->merge($own);
        }

        return $ok;
    }
}
