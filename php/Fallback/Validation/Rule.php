<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * A compiled rule of a field.
 *
 * @internal
 */
class Rule
{
    /** Follows it or fails. */
    public const CHECK = 0;
    /** Takes the field out unless it is followed. */
    public const EXCLUDE = 1;
    /** Trims the value for the rules after it. */
    public const TRIM = 2;
    /** Is asked only while nothing has failed. */
    public const LOOKUP = 3;

    /**
     * @param string                                $name       The canonical name.
     * @param list<string>                          $parameters
     * @param string                                $pattern    The path of the field that it was written for.
     * @param (\Closure(mixed): bool)|null          $pure       Whether a value follows it, if only the value counts: the test has no effect.
     * @param (\Closure(mixed, Run): bool)|null     $test       Whether a value follows it, if more counts. Every value does if there is neither.
     * @param list<list<string|null>>               $fields     The first parameters, which name fields, as paths.
     * @param (\Closure(string): bool)|null         $ofTexts    The test of a string, if it is pure.
     * @param string|null                           $expression What PCRE has to match in a string, if that is all.
     */
    public function __construct(
        public readonly string $name,
        public readonly array $parameters,
        public readonly string $pattern,
        public readonly int $action,
        public readonly bool $isImplicit,
        public readonly ?\Closure $pure,
        public readonly ?\Closure $test = null,
        public readonly array $fields = [],
        public readonly ?\Closure $ofTexts = null,
        public readonly ?string $expression = null,
    ) {
    }

    /**
     * The parameters, with keys in place of the wildcards of fields.
     *
     * @param array<int, int|string> $keys
     *
     * @return list<string>
     */
    public function parameters(array $keys): array
    {
        $parameters = $this->parameters;
        foreach ($keys === [] ? [] : $this->fields as $index => $segments) {
            if (\in_array(null, $segments, true)) {
                $parts = explode('.', $parameters[$index]);
                $wildcard = 0;
                foreach ($parts as $at => $part) {
                    $parts[$at] = $part === '*' ? (string) ($keys[$wildcard++] ?? '*') : $part;
                }
                $parameters[$index] = implode('.', $parts);
            }
        }

        return array_values($parameters);
    }
}
