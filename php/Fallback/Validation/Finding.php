<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * A rule that a value does not follow.
 *
 * @internal
 */
class Finding
{
    /**
     * @param array<int, int|string> $keys     What the wildcards of the field's path stand for.
     * @param mixed            $value    As it was sent.
     * @param list<string>     $messages Of a closure or a callback.
     */
    public function __construct(
        public readonly Field $field,
        public readonly array $keys,
        public readonly Rule $rule,
        public readonly mixed $value,
        public readonly array $messages,
    ) {
    }

    public function path(): string
    {
        return $this->field->path ?? Paths::concrete($this->field->segments, $this->keys);
    }

    /**
     * The messages.
     *
     * @param array<array-key, mixed> $data
     *
     * @return list<string>
     */
    public function messages(Schema $schema, array $data): array
    {
        $rule = $this->rule;
        $arguments = [
            $rule->name, $rule->pattern, $this->path(), $this->type($schema->isStrict), $rule->parameters($this->keys), $this->value, $data,
        ];
        if ($this->messages === []) {
            return [$schema->messages()->render(...$arguments)];
        }

        return array_map(static fn (string $text): string => $schema->messages()->renderText($text, ...$arguments), $this->messages);
    }

    /**
     * The variant of a message about a size.
     */
    private function type(bool $isStrict): string
    {
        if ($isStrict) {
            return match (true) {
                \is_int($this->value), \is_float($this->value) => 'numeric',
                \is_array($this->value) => 'array',
                default => 'string',
            };
        }
        if ($this->field->setting->isNumeric) {
            return 'numeric';
        }

        return $this->field->setting->isArray || $this->field->setting->isList ? 'array' : 'string';
    }
}
