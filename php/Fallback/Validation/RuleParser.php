<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * Reads rules as callers write them: texts, lists, closures.
 *
 * @internal
 */
class RuleParser
{
    /** Arrays within arrays of `any_of`; an array may hold itself. */
    private const MAX_DEPTH = 8;

    /** Rules whose one parameter is taken as it stands. */
    private const PATTERNS = ['regex' => true, 'not_regex' => true, 'regex_pcre' => true];

    private const LETTERS = 'a..zA..Z';

    private const BRACKETS = ['(' => ')', '[' => ']', '{' => '}', '<' => '>'];

    /**
     * @param string                  $field     As written.
     * @param array<string, Callback> $callbacks By bare name.
     */
    public function __construct(private readonly string $field, private readonly array $callbacks)
    {
    }

    /**
     * @param int $depth How many arrays of `any_of` this is within.
     *
     * @return list<WrittenRule>
     *
     * @throws RuleException
     */
    public function parse(mixed $rules, int $depth = 0): array
    {
        if (\is_string($rules)) {
            return $this->piped($rules);
        }
        if ($rules instanceof \Closure || $rules instanceof \Stringable) {
            $rules = [$rules];
        }
        if (!\is_array($rules)) {
            $type = get_debug_type($rules);
            throw $this->fault(RuleException::BAD_DEFINITION, "rules must be a string, a list or a closure, $type given");
        }
        $parsed = [];
        foreach ($rules as $rule) {
            $rule = match (true) {
                \is_string($rule) => $this->text($rule, false),
                \is_array($rule) && $depth < self::MAX_DEPTH => $this->parts($rule, $depth + 1),
                $rule instanceof \Closure => new WrittenRule('closure', 'closure', [], $rule, [], $this->field),
                $rule instanceof \Stringable => $this->text((string) $rule, false),
                default => throw $this->badRule($rule),
            };
            if ($rule !== null) {
                $parsed[] = $rule;
            }
        }

        return $parsed;
    }

    /**
     * @return list<WrittenRule>
     *
     * @throws RuleException
     */
    private function piped(string $rules): array
    {
        $parsed = [];
        $pieces = explode('|', $rules);
        $last = \count($pieces) - 1;
        foreach ($pieces as $index => $piece) {
            $rule = $this->text($piece, $index < $last);
            if ($rule !== null) {
                $parsed[] = $rule;
            }
        }

        return $parsed;
    }

    /**
     * @param bool $goesOn Whether a `|` and more text follow.
     *
     * @throws RuleException
     */
    private function text(string $text, bool $goesOn): ?WrittenRule
    {
        $parts = explode(':', $text, 2);
        [$name, $parameters] = [$parts[0], $parts[1] ?? null];
        $rule = $this->rule($name);
        if ($parameters === null) {
            return $rule === '' ? null : $this->written($name, $rule, []);
        }
        if (!isset(self::PATTERNS[$rule])) {
            return $this->written($name, $rule, array_map(strval(...), str_getcsv($parameters, ',', '"', '\\')));
        }
        if ($goesOn && !self::isClosed($parameters)) {
            throw $this->fault(
                RuleException::BAD_PATTERN,
                "a pattern that holds '|' cannot stand in a pipe string: give the rules as a list",
                trim($name),
            );
        }

        return $this->written($name, $rule, [$parameters]);
    }

    /**
     * @param array<array-key, mixed> $parts
     *
     * @throws RuleException
     */
    private function parts(array $parts, int $depth): WrittenRule
    {
        $parts = array_values($parts);
        $name = $parts[0] ?? null;
        if (!\is_string($name) || trim($name) === '') {
            throw $this->fault(RuleException::BAD_DEFINITION, 'an array of a rule must begin with its name');
        }
        $rule = $this->rule($name);
        if ($rule === 'any_of' && \count($parts) > 1) {
            $alternatives = array_map(fn (mixed $rules): array => $this->parse($rules, $depth), \array_slice($parts, 1));

            return new WrittenRule(trim($name), $rule, [], null, $alternatives, $this->field);
        }
        $parameters = [];
        foreach (\array_slice($parts, 1) as $part) {
            foreach (\is_array($part) ? $part : [$part] as $parameter) {
                $parameters[] = $this->parameter($parameter);
            }
        }

        return $this->written($name, $rule, $parameters);
    }

    /**
     * @throws RuleException
     */
    private function parameter(mixed $value): string
    {
        if ($value instanceof \BackedEnum) {
            $value = $value->value;
        }

        return match (true) {
            \is_bool($value) => $value ? 'true' : 'false',
            $value === null => 'NULL',
            \is_scalar($value), $value instanceof \Stringable => (string) $value,
            default => throw $this->badRule($value),
        };
    }

    /**
     * @throws RuleException
     */
    private function rule(string $name): string
    {
        if (trim($name) === '') {
            return '';
        }
        $rule = RuleTable::canonical($name);
        if ($rule !== null) {
            return $rule;
        }
        $bare = RuleTable::bare($name);
        if (!isset($this->callbacks[$bare])) {
            throw $this->fault(
                RuleException::UNKNOWN_RULE,
                'there is no such rule; a callback of this name may be given to compile()',
                trim($name),
            );
        }

        return $this->callbacks[$bare]->name;
    }

    /**
     * @param list<string> $parameters
     *
     * @throws RuleException
     */
    private function written(string $name, string $rule, array $parameters): WrittenRule
    {
        $why = Parameters::fault($rule, $parameters) ?? ($rule === 'any_of' ? 'must be written as an array' : null);
        if ($why !== null) {
            throw $this->fault(RuleException::BAD_PARAMETERS, $why, trim($name));
        }

        return new WrittenRule(trim($name), $rule, $parameters, null, [], $this->field);
    }

    /**
     * Whether a pattern has its closing delimiter, with nothing but letters behind it.
     */
    private static function isClosed(string $pattern): bool
    {
        $pattern = ltrim($pattern);
        $open = $pattern[0] ?? '';
        $body = rtrim(substr($pattern, 1), self::LETTERS);
        if ($body === '' || $body[-1] !== (self::BRACKETS[$open] ?? $open)) {
            return $pattern === '';
        }
        $body = substr($body, 0, -1);

        return (\strlen($body) - \strlen(rtrim($body, '\\'))) % 2 === 0;
    }

    private function badRule(mixed $given): RuleException
    {
        $type = get_debug_type($given);

        return $this->fault(
            RuleException::BAD_DEFINITION,
            "a rule must be a string, a list, a closure or an object that converts to a string, $type given",
        );
    }

    private function fault(int $code, string $why, ?string $rule = null): RuleException
    {
        return RuleException::of($code, $why, $this->field, $rule);
    }
}
