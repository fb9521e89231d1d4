<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

/**
 * A text is no JSON object as PASETO wants it. Never leaves this namespace.
 *
 * @internal
 */
class Refusal extends \Exception
{
    /** It is no JSON object. */
    public const SYNTAX = 1;
    /** It has too many levels or names, or a name twice. */
    public const LIMIT = 2;

    public function __construct(int $code)
    {
        parent::__construct('', $code);
    }
}
