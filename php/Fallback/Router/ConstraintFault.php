<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * What is wrong with a constraint, before it is known in which pattern it stands.
 *
 * @internal
 */
class ConstraintFault extends \Exception
{
    /**
     * @param string $what   As the message begins.
     * @param string $hint   As it ends.
     * @param int    $offset Bytes from the beginning of the constraint.
     */
    private function __construct(public readonly string $what, public readonly string $hint, public readonly int $offset)
    {
        parent::__construct($what);
    }

    public static function unsupported(string $construct, int $offset): self
    {
        return new self(
            ucfirst($construct) . ' is not supported in a constraint',
            'use what the documentation lists under Constraints',
            $offset,
        );
    }

    public static function malformed(string $hint, int $offset): self
    {
        return new self('Malformed constraint', $hint, $offset);
    }
}
