<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\ValidatorInterface;
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\Fallback\Validation\Persistence;
use HighPerApp\HighPer\Native\Fallback\Validation\RuleFindings;
use HighPerApp\HighPer\Native\Fallback\Validation\Schema;
use HighPerApp\HighPer\Native\Fallback\Validation\Settled;
use HighPerApp\HighPer\Native\ValidationResult as Result;

/**
 * The Validator in pure PHP: options, and what is made of a check. What rules mean is in Validation/.
 */
class Validator implements ValidatorInterface
{
    use NotSerializable;

    /** Null only in an object that compile() did not make. */
    private ?Schema $schema = null;

    private bool $stops = false;

    /** The failures after which a check ends. */
    private int $most = PHP_INT_MAX;

    private function __construct()
    {
    }

    public static function compile(array $rules, array $messages = [], array $attributes = [], array $custom = []): static
    {
        $validator = self::bare();
        $validator->schema = new Schema($rules, $messages, $attributes, $custom);

        return $validator;
    }

    public static function persistent(string $key, callable $build, ?string $version = null): static
    {
        $kept = Persistence::get(static::class, $key, $build, $version);
        $validator = self::bare();
        [$validator->schema, $validator->stops, $validator->most] = [$kept->schema, $kept->stops, $kept->most];

        return $validator;
    }

    public function strict(bool $strict = true): static
    {
        $validator = clone $this;
        $validator->schema = $this->schema()->strict($strict);

        return $validator;
    }

    public function stopOnFirstFailure(bool $stop = true): static
    {
        $validator = clone $this;
        $validator->stops = $stop;

        return $validator;
    }

    public function maxErrors(int $errors): static
    {
        if ($errors < 0) {
            throw RuleException::of(RuleException::BAD_OPTION, "maxErrors() takes 0 or more, $errors given");
        }
        $validator = clone $this;
        $validator->most = $errors === 0 ? PHP_INT_MAX : $errors;

        return $validator;
    }

    public function passes(array $data): bool
    {
        $schema = $this->schema();
        $run = $schema->check($schema->runsCode ? Settled::of($data) : $data, true, 1);

        return $run === null || $run->findings === [];
    }

    public function check(array $data): Result
    {
        $schema = $this->schema();
        $data = $schema->runsCode ? Settled::of($data) : $data;
        $run = $schema->check($data, $this->stops, $this->most);

        return Result::of($run === null || $run->findings === [], new RuleFindings($schema, $data, $run));
    }

    public function validate(array $data): array
    {
        $result = self::check($data);
        if (!$result->ok) {
            throw ValidationException::of($result);
        }

        /** @var array<array-key, mixed> $validated What is checked by rules is an array. */
        $validated = $result->validated();

        return $validated;
    }

    /**
     * @internal
     *
     * @throws RuleException
     */
    public function schema(): Schema
    {
        return $this->schema ?? throw RuleException::of(RuleException::BAD_DEFINITION, 'the object was not made by a validator');
    }

    /**
     * An object of the called class whose constructor, which may be a subclass's own, was not called.
     */
    private static function bare(): static
    {
        return (new \ReflectionClass(static::class))->newInstanceWithoutConstructor();
    }
}
