<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What a message can say of a failure: the field, the rule's parameters, and what the data hold.
 *
 * @internal
 */
class Failure
{
    private const SHORTEST_PASSWORD = '8';

    /**
     * @param string                  $pattern    The field as the rules name it.
     * @param string                  $path       The field as the data name it.
     * @param string                  $type       `numeric`, `string` or `array`.
     * @param list<string>            $parameters
     * @param array<array-key, mixed> $data
     */
    public function __construct(
        public readonly string $pattern,
        public readonly string $path,
        public readonly string $type,
        public readonly array $parameters,
        private readonly mixed $input,
        private readonly array $data,
    ) {
    }

    /**
     * What the field holds, if it is a scalar.
     */
    public function input(): string
    {
        return self::text($this->input) ?? '';
    }

    /**
     * The key that the first wildcard stands for, plus a number; a key that is no number stands as it is.
     */
    public function index(int $plus): string
    {
        $before = 0;
        foreach (self::segments($this->pattern) as $segment) {
            if ($segment === null) {
                $rest = substr($this->path, $before);
                $key = substr($rest, 0, strcspn($rest, '.'));

                return preg_match('/\A[0-9]{1,18}\z/', $key) === 1 ? (string) ((int) $key + $plus) : $key;
            }
            $before += \strlen($segment) + 1;
        }

        return '';
    }

    /**
     * The number by which a plural form is chosen.
     */
    public function number(string $rule): ?string
    {
        foreach ($this->parameters as $parameter) {
            if (Plural::isNumber($parameter)) {
                return $parameter;
            }
        }

        return match ($rule) {
            'gt', 'gte', 'lt', 'lte' => $this->sizeOfOther(),
            'password' => self::SHORTEST_PASSWORD,
            default => null,
        };
    }

    /**
     * The length that `password` asks for.
     */
    public function length(): string
    {
        foreach ($this->parameters as $parameter) {
            if (Plural::isNumber($parameter)) {
                return $parameter;
            }
        }

        return self::SHORTEST_PASSWORD;
    }

    /**
     * What the field holds that the first parameter names, if it is a scalar.
     *
     * @return array{string}|null
     */
    public function valueOfOther(): ?array
    {
        $text = self::text($this->other());

        return $text === null ? null : [$text];
    }

    /**
     * The first parameter if it is a number; otherwise the size of the field that it names, if that has one of this type.
     */
    public function sizeOfOther(): ?string
    {
        $parameter = $this->parameters[0] ?? '';
        if (is_numeric($parameter)) {
            return $parameter;
        }
        $value = $this->other();

        return match ($this->type) {
            'array' => \is_array($value) ? (string) \count($value) : null,
            'numeric' => is_numeric($value) ? TypeTests::text($value) : null,
            default => \is_string($value) || \is_int($value) || \is_float($value) ? (string) Text::length(TypeTests::text($value)) : null,
        };
    }

    /**
     * What follows `NAME=` in a parameter.
     */
    public function named(string $name): string
    {
        foreach ($this->parameters as $parameter) {
            if (str_starts_with($parameter, "$name=")) {
                return substr($parameter, \strlen($name) + 1);
            }
        }

        return '';
    }

    private function other(): mixed
    {
        $value = $this->data;
        foreach (self::segments($this->parameters[0] ?? '') as $segment) {
            if ($segment === null || !\is_array($value)) {
                return null;
            }
            $value = $value[$segment] ?? null;
        }

        return $value;
    }

    private static function text(mixed $value): ?string
    {
        return match (true) {
            \is_string($value), \is_int($value), \is_float($value) => TypeTests::text($value),
            \is_bool($value) => $value ? 'true' : 'false',
            default => null,
        };
    }

    /**
     * The segments of a path, null for a wildcard.
     *
     * @return list<string|null>
     */
    private static function segments(string $path): array
    {
        if (!str_contains($path, '\\')) {
            $segments = explode('.', $path);
        } else {
            $segments = [];
            $segment = '';
            for ($at = 0, $length = \strlen($path); $at < $length; ++$at) {
                if ($path[$at] === '.') {
                    $segments[] = $segment;
                    $segment = '';
                    continue;
                }
                $segment .= $path[$at];
                if ($path[$at] === '\\' && $at + 1 < $length) {
                    $segment .= $path[++$at];
                }
            }
            $segments[] = $segment;
        }

        return array_map(static fn (string $segment): ?string => $segment === '*' ? null : Names::unescaped($segment), $segments);
    }
}
