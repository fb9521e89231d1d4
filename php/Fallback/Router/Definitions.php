<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * Reads what fromArray() is given.
 *
 * @internal
 */
class Definitions
{
    private const KEYS = ['methods', 'pattern', 'handler', 'name', 'middleware', 'host'];

    /**
     * The options of an export; the default ones for a plain list of routes.
     *
     * @param array<array-key, mixed> $table
     *
     * @throws RouterException if an option is unknown or of another type
     */
    public static function options(array $table): Options
    {
        $options = $table['options'] ?? [];
        if (!\is_array($options)) {
            throw RouterException::of(
                RouterException::BAD_OPTION,
                "Option 'options' is of type " . get_debug_type($options),
                'pass an array',
            );
        }

        return Options::fromArray($options);
    }

    /**
     * The definitions one by one, each as the arguments of Routes::add().
     *
     * @param array<array-key, mixed> $table
     *
     * @return iterable<array{string|list<string>, string, mixed, ?string, list<mixed>, ?string}>
     *
     * @throws RouterException if one is not of its shape, once it is its turn
     */
    public static function routes(array $table): iterable
    {
        $routes = match (true) {
            \array_key_exists('routes', $table) => $table['routes'],
            \array_key_exists('options', $table) => [],
            default => $table,
        };
        if (!\is_array($routes)) {
            throw self::invalid(0, 'give methods, pattern and handler');
        }
        foreach (array_values($routes) as $index => $definition) {
            yield self::definition($definition, $index);
        }
    }

    /**
     * @return array{string|list<string>, string, mixed, ?string, list<mixed>, ?string}
     */
    private static function definition(mixed $definition, int $index): array
    {
        if (!\is_array($definition)) {
            throw self::invalid($index, 'give methods, pattern and handler');
        }
        $named = [];
        foreach ($definition as $key => $value) {
            $name = \is_int($key) ? self::KEYS[$key] ?? null : $key;
            if (!\in_array($name, self::KEYS, true)) {
                throw self::invalid($index, "unknown key '$key'");
            }
            $named[$name] = $value;
        }
        if (array_diff_key(['methods' => 0, 'pattern' => 0, 'handler' => 0], $named) !== []) {
            throw self::invalid($index, 'give methods, pattern and handler');
        }
        $named += ['name' => null, 'middleware' => [], 'host' => null];

        return [
            self::methods($named['methods'], $index),
            \is_string($named['pattern']) ? $named['pattern'] : throw self::invalid($index, 'pattern is a string'),
            $named['handler'],
            self::text($named['name'], 'name', $index),
            \is_array($named['middleware']) && array_is_list($named['middleware'])
                ? $named['middleware']
                : throw self::invalid($index, 'middleware is a list'),
            self::text($named['host'], 'host', $index),
        ];
    }

    /**
     * @return string|list<string>
     */
    private static function methods(mixed $methods, int $index): string|array
    {
        if (\is_string($methods)) {
            return $methods;
        }
        $texts = \is_array($methods) ? array_filter($methods, \is_string(...)) : null;
        if ($texts === null || $texts !== $methods) {
            throw self::invalid($index, 'methods is a string or a list of strings');
        }

        return array_values($texts);
    }

    private static function text(mixed $value, string $key, int $index): ?string
    {
        return $value === null || \is_string($value) ? $value : throw self::invalid($index, "$key is a string or null");
    }

    private static function invalid(int $index, string $hint): RouterException
    {
        return RouterException::of(RouterException::BAD_DEFINITION, "Invalid route definition at index $index", $hint);
    }
}
