<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Fields as a tree of keys: what of the data is named, and what becomes of it in validated().
 *
 * @internal
 */
class Branch
{
    /** @var array<array-key, Branch> */
    public array $children = [];

    /** What lies under every other key. */
    public ?Branch $others = null;

    /** Whether what lies here is kept as it is, whatever it is. */
    public bool $isWhole = false;

    /** Whether a field ends here. */
    public bool $isNamed = false;

    public bool $isTrimmed = false;

    /** @var (\Closure(mixed): mixed)|null */
    public ?\Closure $cast = null;

    /**
     * @param list<Field> $fields
     */
    public static function of(array $fields): self
    {
        $root = new self();
        foreach ($fields as $field) {
            $branch = $root;
            foreach ($field->segments as $key) {
                $branch = $key === null ? $branch->others ??= new self() : $branch->children[$key] ??= new self();
            }
            $branch->isNamed = true;
            foreach ($field->rules as $rule) {
                if ($rule->action === Rule::TRIM) {
                    $branch->isTrimmed = true;
                } elseif ($rule->name === 'cast') {
                    $branch->cast ??= Casts::make($rule->parameters[0], $field->setting->dateFormats);
                }
            }
        }
        $root->spread();

        return $root;
    }

    public function isLeaf(): bool
    {
        return $this->children === [] && $this->others === null;
    }

    /**
     * What becomes of a value that is no array with fields in it.
     */
    public function change(mixed $value): mixed
    {
        if ($this->isTrimmed && \is_string($value)) {
            $value = trim($value);
        }
        if ($this->cast === null || $value === null) {
            return $value;
        }

        return \is_string($value) && trim($value) === '' ? null : ($this->cast)($value) ?? $value;
    }

    /**
     * What is said of every key holds for those too of which more is said.
     */
    private function spread(): void
    {
        if ($this->others !== null) {
            foreach ($this->children as $child) {
                $child->take($this->others);
            }
            $this->others->spread();
        }
        foreach ($this->children as $child) {
            $child->spread();
        }
        $this->isWhole = $this->isLeaf() && !$this->isTrimmed && $this->cast === null;
    }

    private function take(self $other): void
    {
        $this->isNamed = $this->isNamed || $other->isNamed;
        $this->isTrimmed = $this->isTrimmed || $other->isTrimmed;
        $this->cast ??= $other->cast;
        foreach ($other->children as $key => $child) {
            $this->children[$key] ??= new self();
            $this->children[$key]->take($child);
        }
        if ($other->others !== null) {
            $this->others ??= new self();
            $this->others->take($other->others);
        }
    }
}
