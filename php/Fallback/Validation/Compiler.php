<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * Makes fields of rules as callers write them.
 *
 * @internal
 */
class Compiler
{
    /** Rules that say something of the field as a whole, and ask nothing themselves. */
    private const FLAGS = ['bail' => true, 'nullable' => true, 'sometimes' => true];

    /** Hooks that are asked only while nothing has failed. */
    private const LOOKUPS = ['unique' => true, 'exists' => true];

    /** @var array<string, Callback> The caller's callbacks by bare name. */
    private readonly array $callbacks;

    /** @var array<string, list<string>> The formats of dates by the identity of the field's path. */
    private array $dateFormats = [];

    /** @var array<string, true> Fields with the rule `boolean`, by the identity of the field's path. */
    private array $booleans = [];

    /**
     * @param array<array-key, mixed> $custom
     *
     * @throws RuleException
     */
    public function __construct(array $custom, private readonly bool $isStrict)
    {
        $this->callbacks = Callback::all($custom);
    }

    /**
     * @param array<array-key, mixed> $rules By field.
     *
     * @return list<Field> Those without wildcards first.
     *
     * @throws RuleException
     */
    public function fields(array $rules): array
    {
        $written = [];
        // Objects that convert to strings, and autoloaders, may change what is behind references.
        foreach (Settled::of($rules) as $name => $list) {
            $name = (string) $name;
            $segments = Paths::parse($name);
            $list = (new RuleParser($name, $this->callbacks))->parse($list);
            $identity = self::identity($segments);
            if (isset($written[$identity])) {
                $list = [...$written[$identity][2], ...$list];
                [$name] = $written[$identity];
            }
            $written[$identity] = [$name, $segments, $list];
            $this->dateFormats[$identity] = self::dateFormats($list);
            if (\in_array('boolean', array_map(static fn (WrittenRule $rule): string => $rule->rule, $list), true)) {
                $this->booleans[$identity] = true;
            }
        }
        $plain = [];
        $repeated = [];
        foreach ($written as [$name, $segments, $list]) {
            $field = $this->field($name, $segments, $list);
            if (\in_array(null, $segments, true)) {
                $repeated[] = $field;
            } else {
                $plain[] = $field;
            }
        }

        return self::linked([...$plain, ...$repeated]);
    }

    /**
     * One field.
     *
     * @param list<string|null> $segments
     * @param list<WrittenRule> $written
     *
     * @throws RuleException
     */
    public function field(string $name, array $segments, array $written): Field
    {
        $names = array_flip(array_map(static fn (WrittenRule $rule): string => $rule->rule, $written));
        $setting = new Setting(
            $name,
            $this->isStrict,
            array_intersect_key($names, RuleTable::NUMERIC) !== [],
            isset($names['array']),
            self::dateFormats($written),
            isset($names['trim']),
            isset($names['list']),
        );
        $rules = [];
        foreach ($written as $rule) {
            if (!isset(self::FLAGS[$rule->rule])) {
                $rules[] = $this->rule($rule, $setting);
            }
        }

        return new Field($name, $segments, $written, $names, $rules, $setting, Shortcuts::make($segments, $rules, $setting));
    }

    /**
     * @throws RuleException
     */
    private function rule(WrittenRule $written, Setting $setting): Rule
    {
        $name = $written->rule;
        if ($written->closure !== null) {
            return new Rule($name, [], $written->pattern, Rule::CHECK, false, null, Callback::ofClosure($written->closure));
        }
        if (!isset(RuleTable::PARAMETERS[$name])) {
            return $this->ownRule($written);
        }
        $fields = array_map(
            static fn (string $parameter): array => Paths::parse($parameter),
            \array_slice($written->parameters, 0, RuleTable::fields($name, $written->parameters)),
        );
        $ofTexts = TextTests::make($name, $written->parameters, $setting, $written->name);
        $pure = $ofTexts === null ? self::pureTest($written, $setting) : TextTests::ofValues($name, $ofTexts);
        $test = $pure === null ? $this->test($written, $fields, $setting) : null;
        if ($name === 'email' && $pure !== null) {
            $test = $this->withHooks($pure, $written);
            $pure = $test === null ? $pure : null;
        }
        $action = match (true) {
            isset(RuleTable::EXCLUDES[$name]) => Rule::EXCLUDE,
            $name === 'trim' => Rule::TRIM,
            default => Rule::CHECK,
        };

        return new Rule(
            $name,
            $written->parameters,
            $written->pattern,
            $action,
            isset(RuleTable::IMPLICIT[$name]),
            $pure,
            $test,
            $fields,
            $pure === null ? null : $ofTexts,
            TextTests::expression($name, $written->parameters),
        );
    }

    /**
     * A rule of the caller's.
     *
     * @throws RuleException
     */
    private function ownRule(WrittenRule $written): Rule
    {
        $callback = $this->callbacks[RuleTable::bare($written->rule)] ?? throw self::missing($written);
        $test = $callback->test($callback->name, $written->parameters);
        $isLookup = isset(self::LOOKUPS[$written->rule]);
        $action = $isLookup ? Rule::LOOKUP : Rule::CHECK;

        return new Rule(
            $written->rule,
            $written->parameters,
            $written->pattern,
            $action,
            $callback->isImplicit && !$isLookup,
            null,
            $test,
        );
    }

    /**
     * @return (\Closure(mixed): bool)|null
     */
    private static function pureTest(WrittenRule $written, Setting $setting): ?\Closure
    {
        [$name, $parameters] = [$written->rule, $written->parameters];

        return TypeTests::make($name, $parameters, $setting)
            ?? SizeTests::make($name, $parameters, $setting)
            ?? ChoiceTests::make($name, $parameters, $setting)
            ?? DateTests::pure($name, $parameters);
    }

    /**
     * The test of a rule that asks of more than a value; null if it asks nothing.
     *
     * @param list<list<string|null>> $fields
     *
     * @return (\Closure(mixed, Run): bool)|null
     *
     * @throws RuleException
     */
    private function test(WrittenRule $written, array $fields, Setting $setting): ?\Closure
    {
        [$name, $parameters] = [$written->rule, $written->parameters];
        if ($name === 'any_of') {
            return $this->anyOf($written);
        }
        $other = $fields === [] ? '' : self::identity($fields[0]);
        $format = $this->dateFormats[$other][0] ?? null;

        return PresenceTests::make($name, $parameters, $fields, $setting, isset($this->booleans[$other]))
            ?? RelationTests::make($name, $parameters, $fields, $setting)
            ?? DateTests::make($name, $parameters, $fields, $setting, $format);
    }

    /**
     * @return \Closure(mixed, Run): bool
     *
     * @throws RuleException
     */
    private function anyOf(WrittenRule $written): \Closure
    {
        $fields = [];
        foreach ($written->alternatives as $rules) {
            $fields[] = $this->field($written->pattern, Paths::parse($written->pattern), $rules);
        }

        return static function (mixed $value, Run $run) use ($fields): bool {
            foreach ($fields as $field) {
                if ($run->follows($field, $value)) {
                    return true;
                }
            }

            return false;
        };
    }

    /**
     * `email:dns` and `email:spoof` are asked of the caller once the rest of the rule has been followed. Null if neither is there.
     *
     * @param \Closure(mixed): bool $test
     *
     * @return (\Closure(mixed, Run): bool)|null
     *
     * @throws RuleException
     */
    private function withHooks(\Closure $test, WrittenRule $written): ?\Closure
    {
        $hooks = [];
        foreach ($written->parameters as $mode) {
            if (isset(RuleTable::EMAIL_HOOKS[$mode])) {
                $callback = $this->callbacks["email:$mode"] ?? throw self::missing($written);
                $hooks[] = $callback->test($callback->name, $written->parameters);
            }
        }

        return $hooks === [] ? null : static function (mixed $value, Run $run) use ($test, $hooks): bool {
            $follows = $test($value);
            foreach ($hooks as $hook) {
                $follows = $follows && $hook($value, $run);
            }

            return $follows;
        };
    }

    /**
     * Tells fields of others that may name the same path of the data.
     *
     * @param list<Field> $fields
     *
     * @return list<Field>
     */
    private static function linked(array $fields): array
    {
        // Two fields without wildcards never meet: of one path there is one field.
        $mayMeet = array_filter($fields, static fn (Field $field): bool => $field->path === null) !== [];
        $tree = new FieldTree();
        foreach ($mayMeet ? $fields : [] as $field) {
            foreach ($field->path === null ? $tree->meeting($field->segments) : [] as $earlier) {
                $earlier->later[] = $field;
                $field->isLater = true;
            }
            $tree->add($field);
        }
        foreach ($fields as $field) {
            if ($field->isLater || $field->later !== []) {
                $field->shortcut->kind = Shortcut::NONE;
                $field->shortcut->takesNull = false;
            }
        }

        return $fields;
    }

    /**
     * @param list<WrittenRule> $written
     *
     * @return list<string>
     */
    private static function dateFormats(array $written): array
    {
        foreach ($written as $rule) {
            if ($rule->rule === 'date_format') {
                return $rule->parameters;
            }
        }

        return [];
    }

    /**
     * @param list<string|null> $segments
     */
    private static function identity(array $segments): string
    {
        return implode("\0", array_map(static fn (?string $segment): string => $segment === null ? '*' : ".$segment", $segments));
    }

    private static function missing(WrittenRule $written): RuleException
    {
        return RuleException::of(
            RuleException::MISSING_CALLBACK,
            'needs a database, a file or the network: give compile() a callback of this name',
            $written->pattern,
            $written->name,
        );
    }
}
