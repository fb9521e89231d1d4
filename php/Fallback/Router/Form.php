<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * One form of a route's pattern, with none of its optional tails or some of them; or the labels of a host.
 *
 * @internal
 */
class Form
{
    private const MAX_SEGMENTS = 256;

    /** By what it is told from others that match the same paths. */
    public readonly string $identity;

    /** Whether it has no parameters. */
    public readonly bool $isLiteral;

    /** @var list<Parameter> Its parameters from left to right. */
    public readonly array $parameters;

    /**
     * @param list<Segment> $segments
     */
    public function __construct(public readonly array $segments)
    {
        $this->identity = implode('/', array_map(static fn (Segment $segment): string => $segment->key, $segments));
        $this->parameters = array_merge(...array_map(static fn (Segment $segment): array => $segment->parameters, $segments));
        $this->isLiteral = $this->parameters === [];
    }

    /**
     * Makes the forms of a path's pattern from its pieces, parameters compiled.
     *
     * @param list<list<string|Parameter>> $forms The pieces of each.
     *
     * @return list<self>
     */
    public static function ofPath(array $forms, bool $caseSensitive): array
    {
        return array_map(
            // A path begins with its separator, a host does not: what stands before it is no segment.
            static fn (array $pieces): self => new self(\array_slice(self::segments($pieces, '/', $caseSensitive), 1)),
            $forms,
        );
    }

    /**
     * Makes the labels of a host from its pieces, parameters compiled.
     *
     * @param list<string|Parameter> $pieces
     */
    public static function ofHost(array $pieces): self
    {
        return new self(self::segments($pieces, '.', true));
    }

    /**
     * Refuses a pattern one of whose forms has too many segments.
     *
     * @param list<list<string|Parameter>> $forms
     *
     * @throws RouterException
     */
    public static function checkLength(array $forms, string $pattern): void
    {
        $slashes = 0;
        foreach ($forms[\count($forms) - 1] as $piece) {
            $slashes += \is_string($piece) ? substr_count($piece, '/') : 0;
        }
        if ($slashes > self::MAX_SEGMENTS) {
            throw RouterException::of(
                RouterException::TOO_LARGE,
                'Too many segments',
                'at most ' . self::MAX_SEGMENTS,
                $pattern,
            );
        }
    }

    /**
     * Which of two goes first where both match: the one that is ahead in the first segment in which they differ.
     */
    public function compare(self $other): int
    {
        foreach ($this->segments as $index => $segment) {
            if (!isset($other->segments[$index])) {
                return 1;
            }
            $order = $segment->compare($other->segments[$index]);
            if ($order !== 0) {
                return $order;
            }
        }

        return \count($this->segments) <=> \count($other->segments);
    }

    /**
     * @param list<string|Parameter> $pieces
     * @param non-empty-string       $separator
     *
     * @return list<Segment>
     */
    private static function segments(array $pieces, string $separator, bool $caseSensitive): array
    {
        $segments = [];
        $parts = [];
        foreach ($pieces as $piece) {
            if ($piece instanceof Parameter) {
                $parts[] = $piece;
                continue;
            }
            foreach (explode($separator, $piece) as $index => $text) {
                if ($index > 0) {
                    $segments[] = new Segment($parts, $caseSensitive);
                    $parts = [];
                }
                if ($text !== '') {
                    self::append($parts, $text);
                }
            }
        }
        $segments[] = new Segment($parts, $caseSensitive);

        return $segments;
    }

    /**
     * @param list<string|Parameter> $parts
     */
    private static function append(array &$parts, string $text): void
    {
        $last = $parts[\count($parts) - 1] ?? null;
        if (\is_string($last)) {
            array_pop($parts);
            $text = $last . $text;
        }
        $parts[] = $text;
    }
}
