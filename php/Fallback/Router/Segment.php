<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

/**
 * One segment of a form (or one label of a host): a literal, or the test that a segment of a path has to pass.
 *
 * @internal
 */
class Segment
{
    public const LITERAL = -1;
    public const MIXED = 0;
    public const CONSTRAINED = 1;
    public const FREE = 2;
    public const CATCH_ALL = 3;
    public const FREE_CATCH_ALL = 4;

    /** One of the constants above; the lower, the earlier it is tried. */
    public readonly int $kind;

    /** By what it is told from others: a literal as it is compared, else constraints in normal form. */
    public readonly string $key;

    /** As it was written, literals in canonical form. */
    public readonly string $text;

    /** @var list<Parameter> Its parameters from left to right. */
    public readonly array $parameters;

    /** @var list<string|Parameter> Literals as they are compared and parameters. */
    private readonly array $parts;

    /**
     * @param list<string|Parameter> $pieces Literals in canonical form and parameters.
     */
    public function __construct(public readonly array $pieces, private readonly bool $caseSensitive)
    {
        $parts = array_map(fn (mixed $piece): mixed => \is_string($piece) ? $this->fold($piece) : $piece, $pieces);
        $this->parts = $parts;
        $this->text = implode('', array_map(
            static fn (string|Parameter $piece): string => \is_string($piece) ? $piece : $piece->written,
            $pieces,
        ));
        $this->parameters = array_values(array_filter($parts, static fn (mixed $part): bool => $part instanceof Parameter));
        $this->kind = match (true) {
            $this->parameters === [] => self::LITERAL,
            \count($parts) > 1 => self::MIXED,
            $this->parameters[0]->isCatchAll => $this->parameters[0]->constraint === null ? self::FREE_CATCH_ALL : self::CATCH_ALL,
            default => $this->parameters[0]->constraint === null ? self::FREE : self::CONSTRAINED,
        };
        $key = '';
        foreach ($parts as $part) {
            $key .= \is_string($part) ? $part : '{' . ($part->constraint->normal ?? '') . ($part->isCatchAll ? '*' : '') . '}';
        }
        $this->key = $key;
    }

    /**
     * Text as literals are compared with it.
     */
    public function fold(string $text): string
    {
        return $this->caseSensitive ? $text : strtolower($text);
    }

    /**
     * Which of two goes first where both match.
     */
    public function compare(self $other): int
    {
        $order = $this->kind <=> $other->kind;
        if ($order !== 0 || $this->kind === self::LITERAL) {
            return $order ?: strcmp($this->key, $other->key);
        }
        if ($this->kind === self::MIXED) {
            $order = $this->weight() <=> $other->weight();
        }
        foreach ($order === 0 ? $this->parameters : [] as $index => $parameter) {
            $order = self::compareConstraints($parameter->constraint, $other->parameters[$index]->constraint);
            if ($order !== 0) {
                break;
            }
        }

        return $order ?: strcmp($this->key, $other->key);
    }

    /**
     * Tests a segment of a path, or for a catch-all the rest of it.
     *
     * @param string $value     In canonical form.
     * @param string $key       The same as literals are compared with it.
     * @param bool   $isEscaped Whether values are percent-encoded; those of a host are not.
     *
     * @return list<string>|null The decoded values of the parameters.
     */
    public function match(string $value, string $key, bool $isEscaped = true): ?array
    {
        if ($this->kind === self::LITERAL) {
            return $key === $this->key ? [] : null;
        }
        if ($this->kind === self::MIXED) {
            return (new Splitter($this->parts, $value, $key, $isEscaped))->split();
        }
        if ($value === '') {
            return null;
        }
        $decoded = $isEscaped ? rawurldecode($value) : $value;
        $parameter = $this->parameters[0];

        return $parameter->constraint === null || $parameter->constraint->accepts($decoded, $parameter->name) ? [$decoded] : null;
    }

    /**
     * @return array{int, int, int}
     */
    private function weight(): array
    {
        $literalBytes = 0;
        $constrained = 0;
        foreach ($this->parts as $part) {
            if (\is_string($part)) {
                $literalBytes += \strlen($part);
            } elseif ($part->constraint !== null) {
                ++$constrained;
            }
        }

        return [-$literalBytes, -$constrained, \count($this->parameters)];
    }

    private static function compareConstraints(?Constraint $one, ?Constraint $two): int
    {
        if ($one === null || $two === null) {
            return ($one === null) <=> ($two === null);
        }

        return $one->compare($two);
    }
}
