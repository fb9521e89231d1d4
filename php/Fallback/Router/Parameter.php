<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * A parameter of a pattern.
 *
 * @internal
 */
class Parameter
{
    /** Its constraint, once compile() has been called; null if it is free. */
    public ?Constraint $constraint = null;

    /**
     * @param string      $written          As it stands in the pattern, braces included.
     * @param int         $offset           Where that is.
     * @param string|null $constraintText   What stands behind the colon.
     * @param int         $constraintOffset Where that is.
     */
    public function __construct(
        public readonly string $name,
        public readonly bool $isCatchAll,
        public readonly string $written,
        public readonly int $offset,
        public readonly ?string $constraintText,
        public readonly int $constraintOffset,
    ) {
    }

    /**
     * Reads the constraint.
     *
     * @param string                    $pattern The whole pattern.
     * @param array<string, Constraint> $known   Constraints by text; a new one is added.
     *
     * @throws RouterException if it is not in the language
     */
    public function compile(string $pattern, array &$known): void
    {
        if ($this->constraintText === null) {
            return;
        }
        try {
            $this->constraint = $known["'$this->constraintText"] ?? Constraint::of($this->constraintText);
        } catch (ConstraintFault $fault) {
            throw RouterException::of(
                RouterException::BAD_CONSTRAINT,
                $fault->what,
                $fault->hint,
                $pattern,
                $this->constraintOffset + $fault->offset,
            );
        }
        if ($this->constraint === null) {
            throw RouterException::of(
                RouterException::UNKNOWN_CONSTRAINT,
                "Unknown constraint '$this->constraintText'",
                'use int, alpha, alnum, slug, uuid, ulid, hex, date or a regular expression',
                $pattern,
                $this->constraintOffset,
            );
        }
        // The quote keeps a text of digits from becoming an integer key.
        $known["'$this->constraintText"] = $this->constraint;
    }
}
