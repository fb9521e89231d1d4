<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Contract;

use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\ValidationResult;

/**
 * Rules, compiled once, that whole payloads are checked by. A validator never changes: strict(), stopOnFirstFailure() and maxErrors() give
 * another one. The rules and their semantics are in docs/validator.md.
 */
interface ValidatorInterface
{
    /**
     * Compiles rules.
     *
     * A field is named by its path: `user.email`, `items.*.price`; `\.` and `\*` stand for the characters themselves. Its rules are a string,
     * `required|string|max:50`, or a list whose elements are rules as strings (`'max:50'`), as arrays of a name and parameters
     * (`['in', 'a', 'b']`), objects that convert to a string, or closures
     * `function (string $field, mixed $value, callable $fail): void`, which call `$fail($message)` to refuse.
     *
     * @param array<array-key, string|list<mixed>|\Stringable|\Closure> $rules      Rules by field.
     * @param array<string, mixed>  $messages   Templates by `field.rule`, `field.rule.type`, `rule` or `rule.type`, flat or nested; fields may hold `*`.
     *                                          `@language` names the language whose plural forms the templates have (BCP 47; `en` if absent).
     * @param array<string, string> $attributes What a message calls a field, by path; paths may hold `*`.
     * @param array<string, (callable(string, mixed, list<string>, array<array-key, mixed>): (bool|string))|array{callback: callable(string, mixed, list<string>, array<array-key, mixed>): (bool|string), implicit?: bool}> $custom Rules of the caller's by name:
     *                                          `function (string $field, mixed $value, list<string> $parameters, array $data): bool|string`;
     *                                          a string is the message of the failure. An implicit one is asked for absent and blank values too.
     *
     * @throws RuleException if a rule is unknown, its parameters do not fit, a pattern is bad, or anything else is not of this shape
     */
    public static function compile(array $rules, array $messages = [], array $attributes = [], array $custom = []): static;

    /**
     * Gives the validator that belongs to a key, and compiles it if this process has none of that version.
     *
     * In the extension the compiled rules live as long as the process: the build function runs once a worker, not once a request. Keys
     * belong to the application: the folder of the entry script keeps two applications apart. In the other backends the validator lives as
     * long as PHP's own memory does: one request under FPM, the process in a worker.
     *
     * @param callable():\HighPerApp\HighPer\Native\Validator $build Returns the validator to keep, of this class or another, without closures and callbacks.
     * @param string|null $version A version other than the kept one builds anew; null keeps what is there.
     *
     * @throws RuleException if what was built cannot outlive the request or the build asks for its own key; what $build throws passes
     *                       through, and the validator that was there stays
     */
    public static function persistent(string $key, callable $build, ?string $version = null): static;

    /**
     * A validator that takes values as JSON types them: `integer`, `numeric`, `decimal`, `multiple_of` and `digits` refuse numeric strings,
     * `boolean`, `accepted` and `declined` take booleans only, and a size is that of the value's own type.
     */
    public function strict(bool $strict = true): static;

    /**
     * A validator that ends at the first field that fails: later fields are not looked at.
     */
    public function stopOnFirstFailure(bool $stop = true): static;

    /**
     * A validator that ends once it has found so many failures.
     *
     * @param int $errors 1 or more; 0 means no limit, which is the default.
     *
     * @throws RuleException if it is negative
     */
    public function maxErrors(int $errors): static;

    /**
     * Whether the data follows the rules. Ends at the first failure.
     *
     * @param array<array-key, mixed> $data
     *
     * @throws RuleException if PCRE gives up on a value (`regex_pcre`); what a callback throws passes through
     */
    public function passes(array $data): bool;

    /**
     * Checks the data and tells what it found.
     *
     * @param array<array-key, mixed> $data
     *
     * @throws RuleException if PCRE gives up on a value (`regex_pcre`); what a callback throws passes through
     */
    public function check(array $data): ValidationResult;

    /**
     * Checks the data and gives what the rules name of it.
     *
     * @param array<array-key, mixed> $data
     *
     * @return array<array-key, mixed> As ValidationResult::validated().
     *
     * @throws ValidationException if the data does not follow the rules
     * @throws RuleException       if PCRE gives up on a value (`regex_pcre`); what a callback throws passes through
     */
    public function validate(array $data): array;
}
