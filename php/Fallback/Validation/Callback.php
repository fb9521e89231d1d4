<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * A rule of the caller's.
 *
 * @internal
 */
class Callback
{
    public function __construct(public readonly string $name, private readonly \Closure $callback, public readonly bool $isImplicit)
    {
    }

    /**
     * The callbacks that compile() was given.
     *
     * @param array<array-key, mixed> $custom
     *
     * @return array<string, self> By bare name.
     *
     * @throws RuleException BAD_DEFINITION
     */
    public static function all(array $custom): array
    {
        $callbacks = [];
        foreach ($custom as $name => $entry) {
            $name = (string) $name;
            $isLong = \is_array($entry) && isset($entry['callback']);
            $callback = $isLong ? $entry['callback'] : $entry;
            if (!\is_callable($callback)) {
                throw RuleException::of(
                    RuleException::BAD_DEFINITION,
                    "the custom rule '$name' must be a callable, or an array with one under 'callback', " . get_debug_type($entry) . ' given',
                );
            }
            $rule = RuleTable::canonical($name);
            if ($rule !== null && !isset(RuleTable::HOOKS[$rule])) {
                throw RuleException::of(RuleException::BAD_DEFINITION, 'is a rule of the library: choose another name', null, $name);
            }
            $callbacks[RuleTable::bare($name)] = new self($rule ?? $name, $callback(...), $isLong && ($entry['implicit'] ?? false) === true);
        }

        return $callbacks;
    }

    /**
     * The callback as the test of a rule.
     *
     * @param string       $name       The rule, as the caller named the callback.
     * @param list<string> $parameters
     *
     * @return \Closure(mixed, Run): bool
     */
    public function test(string $name, array $parameters): \Closure
    {
        $callback = $this->callback;

        return static function (mixed $value, Run $run) use ($callback, $name, $parameters): bool {
            // So that one that takes something by reference is warned, and gets the value.
            $answer = \call_user_func($callback, $run->path(), $value, $parameters, $run->data);
            if (\is_string($answer)) {
                $run->messages = [$answer];

                return false;
            }
            if (!\is_bool($answer)) {
                throw RuleException::of(
                    RuleException::BAD_DEFINITION,
                    'the callback must return a bool or a string, ' . get_debug_type($answer) . ' returned',
                    $run->field->name,
                    $name,
                );
            }

            return $answer;
        };
    }

    /**
     * A closure as the test of a rule.
     *
     * @return \Closure(mixed, Run): bool
     */
    public static function ofClosure(\Closure $closure): \Closure
    {
        return static function (mixed $value, Run $run) use ($closure): bool {
            $messages = [];
            \call_user_func($closure, $run->path(), $value, static function (string $message) use (&$messages): void {
                $messages[] = $message;
            });
            $run->messages = $messages;

            return $messages === [];
        };
    }
}
