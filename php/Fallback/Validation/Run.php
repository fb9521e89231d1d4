<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * The long way: asks the rules of fields one after the other, and keeps what failed and what was taken out.
 *
 * @internal
 */
class Run
{
    /** @var list<Finding> */
    public array $findings = [];

    /** Whether nothing more is to be asked. */
    public bool $isOver = false;

    /** @var array<array-key, mixed> What was taken out, as a tree of keys that ends in true. */
    public array $excluded = [];

    /** The field that is being asked. */
    public Field $field;

    /** @var array<int, int|string> What the wildcards of its path stand for. */
    public array $keys = [];

    /** Whether there is a value, which may be null. */
    public bool $isPresent = false;

    /** The value as it was sent. */
    public mixed $sent = null;

    /** @var list<string> What a closure or a callback says of a failure. */
    public array $messages = [];

    /** @var array<string, true> Paths that were asked along with an earlier field. */
    private array $done = [];

    /** @var array<string, Gathered> */
    private array $gathered = [];

    /**
     * @param array<array-key, mixed> $data
     * @param bool                    $stops Whether to end at the first field that fails.
     * @param int                     $most  The failures after which to end.
     */
    public function __construct(
        public readonly Schema $schema,
        public readonly array $data,
        private readonly bool $stops,
        private readonly int $most,
    ) {
    }

    /**
     * Asks the rules of a field at one place of the data.
     *
     * @param array<int, int|string> $keys     What the wildcards stand for.
     * @param \Closure|null    $refusing The test of a rule that is known not to be followed.
     *
     * @throws RuleException
     */
    public function ask(Field $field, array $keys, ?\Closure $refusing = null): void
    {
        if ($field->isLater || $field->later !== []) {
            $field = $this->withLater($field, $keys);
            if ($field === null) {
                return;
            }
        }
        if ($this->excluded !== [] && $this->isExcluded($field, $keys)) {
            return;
        }
        $this->locate($field, $keys);
        if (!$this->isPresent && !$field->isDemanding) {
            return;
        }
        $value = $this->sent;
        $isBlank = \is_string($value) && trim($value) === '';
        // What other rules than those about presence are not asked about.
        $isNothing = !$this->isPresent || $isBlank || ($value === null && $field->isNullable);
        $isLeft = !$this->isPresent && $field->isSometimes;
        $before = \count($this->findings);
        foreach ($field->rules as $rule) {
            if ($rule->action !== Rule::CHECK) {
                if ($rule->action === Rule::TRIM) {
                    $value = \is_string($value) ? trim($value) : $value;
                    continue;
                }
                if ($rule->action === Rule::EXCLUDE) {
                    if ($rule->test !== null && !($rule->test)($value, $this)) {
                        $this->exclude($field, $keys);
                        break;
                    }
                    continue;
                }
                if (\count($this->findings) > $before) {
                    continue;
                }
            }
            if ($rule->isImplicit ? $isLeft : $isNothing) {
                continue;
            }
            if ($refusing !== null && $rule->ofTexts === $refusing) {
                $refusing = null;
            } elseif ($rule->pure !== null ? ($rule->pure)($value) : $rule->test === null || ($rule->test)($value, $this)) {
                continue;
            }
            $this->findings[] = new Finding($field, $keys, $rule, $this->sent, $this->messages);
            $this->messages = [];
            if (\count($this->findings) >= $this->most) {
                $this->isOver = true;

                return;
            }
            if ($field->bails || $rule->isImplicit) {
                break;
            }
        }
        $this->isOver = $this->stops && $this->findings !== [];
    }

    /**
     * Whether a value alone, which is there, follows the rules of a field.
     *
     * @throws RuleException
     */
    public function follows(Field $field, mixed $value): bool
    {
        $isBlank = \is_string($value) && trim($value) === '';
        $isNothing = $isBlank || ($value === null && $field->isNullable);
        foreach ($field->rules as $rule) {
            if ($rule->action === Rule::TRIM) {
                $value = \is_string($value) ? trim($value) : $value;
            } elseif ($rule->action !== Rule::EXCLUDE && ($rule->isImplicit || !$isNothing)) {
                if (!($rule->pure !== null ? ($rule->pure)($value) : $rule->test === null || ($rule->test)($value, $this))) {
                    $this->messages = [];

                    return false;
                }
            }
        }

        return true;
    }

    /**
     * The path of the field that is being asked, as results show it.
     */
    public function path(): string
    {
        return $this->field->path ?? Paths::concrete($this->field->segments, $this->keys);
    }

    /**
     * What another field holds; null if it is not there.
     *
     * @param list<string|null> $segments
     */
    public function value(array $segments): mixed
    {
        $value = $this->data;
        $wildcard = 0;
        foreach ($segments as $key) {
            $key ??= $this->keys[$wildcard++] ?? '*';
            if (!\is_array($value) || !isset($value[$key])) {
                return null;
            }
            $value = $value[$key];
        }

        return $value;
    }

    /**
     * Whether another field is there.
     *
     * @param list<string|null> $segments
     */
    public function has(array $segments): bool
    {
        $value = $this->data;
        $wildcard = 0;
        foreach ($segments as $key) {
            $key ??= $this->keys[$wildcard++] ?? '*';
            if (!\is_array($value) || !\array_key_exists($key, $value)) {
                return false;
            }
            $value = $value[$key];
        }

        return true;
    }

    /**
     * What the field beside the one that is being asked holds whose last key is this one's and more.
     */
    public function sibling(string $suffix): mixed
    {
        $path = Paths::filled($this->field->segments, $this->keys);
        $last = array_pop($path);

        return $this->value([...array_map(strval(...), $path), $last . $suffix]);
    }

    /**
     * The values that a path leads to, gathered once.
     *
     * @param string            $name      Another one for other values, or other options.
     * @param list<string|null> $segments
     * @param bool              $isTrimmed Whether strings are taken without the blanks around them.
     */
    public function gathered(string $name, array $segments, bool $isStrict = false, bool $ignoresCase = false, bool $isTrimmed = false): Gathered
    {
        return $this->gathered[$name] ??= new Gathered($segments, $this->data, $isStrict, $ignoresCase, $isTrimmed);
    }

    /**
     * @param array<int, int|string> $keys
     */
    private function locate(Field $field, array $keys): void
    {
        $this->field = $field;
        $this->keys = $keys;
        $value = $this->data;
        $wildcard = 0;
        foreach ($field->segments as $key) {
            $key ??= $keys[$wildcard++];
            if (!\is_array($value) || !(isset($value[$key]) || \array_key_exists($key, $value))) {
                $this->isPresent = false;
                $this->sent = null;

                return;
            }
            $value = $value[$key];
        }
        $this->isPresent = true;
        $this->sent = $value;
    }

    /**
     * The field together with those after it that name the same path of the data; null if it was asked along with one before it.
     *
     * @param array<int, int|string> $keys Become those of the field that is given back.
     */
    private function withLater(Field $field, array &$keys): ?Field
    {
        $path = Paths::filled($field->segments, $keys);
        $identity = Paths::identity($path);
        if (isset($this->done[$identity])) {
            return null;
        }
        $fields = [$field];
        foreach ($field->later as $later) {
            if (Paths::keys($later->segments, $path) !== null && $this->reaches($later, $path)) {
                $fields[] = $later;
            }
        }
        if (\count($fields) === 1) {
            return $field;
        }
        $this->done[$identity] = true;
        $joined = $this->schema->join($fields);
        $keys = Paths::keys($joined->segments, $path) ?? [];

        return $joined;
    }

    /**
     * Whether the wildcards of a field reach a path in these data.
     *
     * @param list<int|string> $path
     */
    private function reaches(Field $field, array $path): bool
    {
        $value = $this->data;
        $left = \count($field->ways);
        foreach ($field->segments as $index => $segment) {
            if ($left === 0) {
                break;
            }
            if (!\is_array($value) || !\array_key_exists($path[$index], $value)) {
                return false;
            }
            $value = $value[$path[$index]];
            $left -= (int) ($segment === null);
        }

        return true;
    }

    /**
     * @param array<int, int|string> $keys
     */
    private function exclude(Field $field, array $keys): void
    {
        $node = &$this->excluded;
        foreach (Paths::filled($field->segments, $keys) as $key) {
            if (!\is_array($node)) {
                return;
            }
            $node = &$node[$key];
            $node ??= [];
        }
        $node = true;
    }

    /**
     * @param array<int, int|string> $keys
     */
    private function isExcluded(Field $field, array $keys): bool
    {
        $node = $this->excluded;
        foreach (Paths::filled($field->segments, $keys) as $key) {
            $node = \is_array($node) ? $node[$key] ?? null : null;
            if ($node === null || $node === true) {
                return $node === true;
            }
        }

        return false;
    }
}
