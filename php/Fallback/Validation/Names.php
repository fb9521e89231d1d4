<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * What messages call fields.
 *
 * @internal
 */
class Names
{
    /**
     * @var array<string, string>
     */
    private array $names = [];

    /**
     * The paths that hold a `*`, as expressions.
     *
     * @var array<string, string>
     */
    private array $patterns = [];

    /**
     * @param array<array-key, mixed> $attributes Names by path, flat or nested.
     *
     * @throws RuleException
     */
    public function __construct(array $attributes)
    {
        $this->add($attributes, '', 0);
        foreach ($this->names as $path => $_) {
            if (str_contains((string) $path, '*')) {
                $this->patterns[$path] = self::expression((string) $path);
            }
        }
    }

    /**
     * The name of a field.
     *
     * @param string      $path    As the data name it.
     * @param string|null $pattern As the rules name it, if that is known.
     */
    public function of(string $path, ?string $pattern = null): string
    {
        if ($this->names !== []) {
            $name = $this->names[$path] ?? $this->names[$pattern ?? $path] ?? null;
            if ($name !== null) {
                return $name;
            }
            foreach ($this->patterns as $key => $expression) {
                if (preg_match($expression, $path) === 1) {
                    return $this->names[$key];
                }
            }
        }

        return strtr($path, '_', ' ');
    }

    /**
     * The name of the field that a parameter names.
     */
    public function ofParameter(string $parameter): string
    {
        return $this->of(self::unescaped($parameter), $parameter);
    }

    /**
     * A date as it stands, or the name of the field that stands in its place.
     */
    public function ofDate(string $parameter): string
    {
        return preg_match('/[^A-Za-z0-9_.*\\\\\x80-\xff-]/', $parameter) === 1 ? $parameter : $this->ofParameter($parameter);
    }

    /**
     * A text with its first letter, or all letters, in upper case.
     *
     * @param int $case 0: as it is, 1: the first letter, 2: all.
     */
    public static function cased(string $text, int $case): string
    {
        if ($case === 0 || $text === '') {
            return $text;
        }
        if ($case === 1 && $text[0] < "\x80") {
            return ucfirst($text);
        }
        if (!\function_exists('mb_strtoupper') || preg_match('//u', $text) !== 1) {
            return $case === 1 ? ucfirst($text) : strtoupper($text);
        }
        if ($case === 2) {
            return mb_strtoupper($text, 'UTF-8');
        }
        $first = mb_substr($text, 0, 1, 'UTF-8');

        return mb_strtoupper($first, 'UTF-8') . substr($text, \strlen($first));
    }

    /**
     * The expression for a key in which `*` stands for anything but a dot.
     */
    public static function expression(string $key): string
    {
        return '/\A' . str_replace('\*', '[^.]*', preg_quote($key, '/')) . '\z/';
    }

    /**
     * A path without its backslashes.
     */
    public static function unescaped(string $path): string
    {
        return str_contains($path, '\\') ? (string) preg_replace('/\\\\([.*\\\\])/', '$1', $path) : $path;
    }

    /**
     * @param array<array-key, mixed> $attributes
     * @param int                     $depth      How many arrays these are within.
     *
     * @throws RuleException
     */
    private function add(array $attributes, string $prefix, int $depth): void
    {
        foreach ($attributes as $part => $name) {
            $path = $prefix . $part;
            if (\is_array($name) && $depth < Messages::MAX_DEPTH) {
                $this->add($name, "$path.", $depth + 1);
            } elseif (\is_string($name)) {
                $this->names[$path] = $name;
            } else {
                throw RuleException::of(RuleException::BAD_DEFINITION, "attribute '$path' must be a string, " . get_debug_type($name) . ' given');
            }
        }
    }
}
