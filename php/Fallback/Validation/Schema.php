<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * Compiled rules. Checks data by shortcuts; what these do not know goes to a Run, which is made when it is needed.
 *
 * @internal
 */
class Schema
{
    /** @var list<Field> Those without wildcards first. */
    public readonly array $fields;

    /** Whether code of the caller's runs while data are checked. */
    public readonly bool $runsCode;

    /** @var list<Shortcut> Those of the fields, in the same order. */
    private readonly array $shortcuts;

    private readonly Compiler $compiler;

    private readonly Messages $messages;

    private ?Branch $tree = null;

    /** The same rules in the other mode. */
    private ?self $twin = null;

    /** @var array<string, Field> Fields that name the same path of the data, as one. */
    private array $joined = [];

    /**
     * @param array<array-key, mixed> $rules
     * @param array<array-key, mixed> $texts
     * @param array<array-key, mixed> $attributes
     * @param array<array-key, mixed> $custom
     *
     * @throws RuleException
     */
    public function __construct(
        private readonly array $rules,
        private readonly array $texts,
        private readonly array $attributes,
        private readonly array $custom,
        public readonly bool $isStrict = false,
    ) {
        $this->compiler = new Compiler($custom, $isStrict);
        $this->fields = $this->compiler->fields($rules);
        $shortcuts = [];
        foreach ($this->fields as $field) {
            $shortcuts[] = $field->shortcut;
        }
        $this->shortcuts = $shortcuts;
        $this->runsCode = $this->ownRule() !== null;
        // What is wrong with the texts is said now.
        $this->messages = new Messages($texts, $attributes);
    }

    /**
     * The same rules, with values as JSON types them or not.
     */
    public function strict(bool $isStrict): self
    {
        if ($isStrict === $this->isStrict) {
            return $this;
        }
        if ($this->twin === null) {
            $this->twin = new self($this->rules, $this->texts, $this->attributes, $this->custom, $isStrict);
            $this->twin->twin = $this;
        }

        return $this->twin;
    }

    public function messages(): Messages
    {
        return $this->messages;
    }

    /**
     * What the rules name.
     */
    public function tree(): Branch
    {
        return $this->tree ??= Branch::of($this->fields);
    }

    /**
     * Fields that name the same path of the data, as one.
     *
     * @param non-empty-list<Field> $fields
     */
    public function join(array $fields): Field
    {
        $key = implode(',', array_map(spl_object_id(...), $fields));
        if (!isset($this->joined[$key])) {
            $pattern = $fields[0];
            foreach ($fields as $field) {
                $pattern = $pattern->path === null ? $pattern : $field;
            }
            $written = array_merge(...array_map(static fn (Field $field): array => $field->written, $fields));
            $this->joined[$key] = $this->compiler->field($pattern->name, $pattern->segments, $written);
        }

        return $this->joined[$key];
    }

    /**
     * The first rule that cannot outlive the request, and its field; null if all can.
     *
     * @return array{string, string}|null
     */
    public function ownRule(): ?array
    {
        foreach ($this->fields as $field) {
            $found = self::ownAmong($field->written);
            if ($found !== null) {
                return [$field->name, $found];
            }
        }

        return null;
    }

    /**
     * Checks data.
     *
     * @param array<array-key, mixed> $data
     * @param bool                    $stops Whether to end at the first field that fails.
     * @param int                     $most  The failures after which to end.
     *
     * @return Run|null What happened on the long way; null if nothing went it.
     *
     * @throws RuleException
     */
    public function check(array $data, bool $stops, int $most): ?Run
    {
        $run = null;
        // The test of texts that the value does not follow, which need not be asked again.
        $refusing = null;
        foreach ($this->shortcuts as $index => $shortcut) {
            $key = $shortcut->key;
            if ($key !== null) {
                $value = $data[$key] ?? null;
            } else {
                $field = $this->fields[$index];
                if ($field->path === null) {
                    $run = $this->checkEach($field, $data, $data, [], $run, $stops, $most);
                    if ($run !== null && $run->isOver) {
                        return $run;
                    }
                    continue;
                }
                $value = $data;
                foreach ($field->rest as $key) {
                    $value = \is_array($value) ? $value[$key] ?? null : null;
                }
            }
            switch ($shortcut->kind) {
                case Shortcut::TEXT:
                    if (
                        !\is_string($value) || \strlen($value) > $shortcut->max
                        || ($shortcut->min > 1 && Text::length($value) < $shortcut->min)
                        || ($shortcut->refusesBlank && trim($value) === '')
                    ) {
                        break;
                    }
                    foreach ($shortcut->further as $part) {
                        if ($part[0] === Shortcut::MATCHES) {
                            if (preg_match($part[1], $value) !== 1) {
                                break 2;
                            }
                        } elseif ($part[0] === Shortcut::FOLLOWS) {
                            if (!$part[1]($value)) {
                                $refusing = $part[1];
                                break 2;
                            }
                        } elseif ($part[0] === Shortcut::IS_SAME) {
                            if (($data[$part[1]] ?? null) !== $value) {
                                break 2;
                            }
                        } elseif (!isset($part[1][$value])) {
                            break 2;
                        }
                    }
                    continue 2;
                case Shortcut::INTEGER:
                    if (\is_int($value) && $value >= $shortcut->min && $value <= $shortcut->max) {
                        continue 2;
                    }
                    break;
                case Shortcut::CHOICE:
                    if ((\is_string($value) || ($shortcut->takesIntegers && \is_int($value))) && isset($shortcut->choices[$value])) {
                        continue 2;
                    }
                    break;
                case Shortcut::NUMBER:
                    if ((\is_int($value) || \is_float($value)) && $value >= $shortcut->low && $value <= $shortcut->high) {
                        continue 2;
                    }
                    break;
                case Shortcut::BOOLEAN:
                    if (\is_bool($value)) {
                        continue 2;
                    }
                    break;
                case Shortcut::NONE:
                    break;
                default:
                    if (Elements::isKnown($shortcut, $value)) {
                        continue 2;
                    }
            }
            if ($value === null && $shortcut->takesNull) {
                continue;
            }
            $run ??= new Run($this, $data, $stops, $most);
            $run->ask($this->fields[$index], [], $refusing);
            if ($run->isOver) {
                return $run;
            }
            $refusing = null;
        }

        return $run;
    }

    /**
     * Checks the values of a field with wildcards.
     *
     * @param array<array-key, mixed> $data
     * @param mixed                   $value The value that the first wildcards lead to.
     * @param array<int, int|string>  $keys  What they stand for.
     *
     * @throws RuleException
     */
    private function checkEach(Field $field, array $data, mixed $value, array $keys, ?Run $run, bool $stops, int $most): ?Run
    {
        $depth = \count($keys);
        foreach ($field->ways[$depth] as $key) {
            $value = \is_array($value) ? $value[$key] ?? null : null;
        }
        if (!\is_array($value)) {
            return $run;
        }
        if ($depth + 1 < \count($field->ways)) {
            foreach ($value as $key => $item) {
                $keys[$depth] = $key;
                $run = $this->checkEach($field, $data, $item, $keys, $run, $stops, $most);
                if ($run !== null && $run->isOver) {
                    break;
                }
            }

            return $run;
        }
        foreach (Elements::unknown($field->shortcut, $value, $field->rest) as $key) {
            $keys[$depth] = $key;
            $run ??= new Run($this, $data, $stops, $most);
            $run->ask($field, $keys);
            if ($run->isOver) {
                break;
            }
        }

        return $run;
    }

    /**
     * @param list<WrittenRule> $rules
     */
    private static function ownAmong(array $rules): ?string
    {
        foreach ($rules as $rule) {
            if ($rule->closure !== null || !isset(RuleTable::PARAMETERS[$rule->rule])) {
                return $rule->name;
            }
            foreach ($rule->alternatives as $alternative) {
                $found = self::ownAmong($alternative);
                if ($found !== null) {
                    return $found;
                }
            }
            if ($rule->rule === 'email' && array_intersect_key(array_flip($rule->parameters), RuleTable::EMAIL_HOOKS) !== []) {
                return $rule->name;
            }
        }

        return null;
    }
}
