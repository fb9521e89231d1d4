<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Exception;

/**
 * A token is authentic, but a claim is missing, of the wrong type, or not what it has to be; or the payload is no JSON object with unique names.
 */
class ClaimMismatch extends PasetoException
{
    /** The claim's name. */
    protected string $claim = '';

    /**
     * The claim's name; empty if the payload as a whole is at fault.
     */
    public function getClaim(): string
    {
        return $this->claim;
    }

    /**
     * @internal
     */
    public static function of(string $claim, string $message): static
    {
        $exception = new static($message, self::CLAIM);
        $exception->claim = $claim;

        return $exception;
    }
}
