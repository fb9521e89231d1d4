<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\ValidationResult;
use HighPerApp\HighPer\Native\Validator;

/**
 * A validator of a user's own.
 */
class ValidatorSubclass extends Validator
{
    public const FIELD = 'email';

    public string $own = 'unset';

    public int $checks = 0;

    public static function ofMail(): static
    {
        return static::compile([static::FIELD => 'required|email']);
    }

    public function check(array $data): ValidationResult
    {
        ++$this->checks;

        return parent::check($data);
    }
}
