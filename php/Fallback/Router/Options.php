<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Router;

use HighPerApp\HighPer\Native\Exception\RouterException;

/**
 * How a router reads paths and methods.
 *
 * @internal
 */
class Options
{
    public const DEFAULTS = ['trailingSlash' => 'strict', 'caseSensitive' => true, 'headFallback' => true, 'autoOptions' => true];

    /**
     * @throws RouterException if the policy is unknown
     */
    public function __construct(
        public readonly string $trailingSlash = 'strict',
        public readonly bool $caseSensitive = true,
        public readonly bool $headFallback = true,
        public readonly bool $autoOptions = true,
    ) {
        if (!\in_array($trailingSlash, ['strict', 'ignore', 'redirect'], true)) {
            throw RouterException::of(
                RouterException::BAD_OPTION,
                "Invalid trailingSlash '$trailingSlash'",
                'use strict, ignore or redirect',
            );
        }
    }

    /**
     * Reads what toArray() gave.
     *
     * @param array<array-key, mixed> $options
     *
     * @throws RouterException if an option is unknown or of another type
     */
    public static function fromArray(array $options): self
    {
        foreach ($options as $name => $value) {
            $default = self::DEFAULTS[$name] ?? null;
            if ($default === null) {
                throw RouterException::of(
                    RouterException::BAD_OPTION,
                    "Unknown option '$name'",
                    'known are trailingSlash, caseSensitive, headFallback and autoOptions',
                );
            }
            if (get_debug_type($value) !== get_debug_type($default)) {
                throw RouterException::of(
                    RouterException::BAD_OPTION,
                    "Option '$name' is of type " . get_debug_type($value),
                    \is_string($default) ? 'pass a string' : 'pass a boolean',
                );
            }
        }

        /** @var array{trailingSlash?: string, caseSensitive?: bool, headFallback?: bool, autoOptions?: bool} $options */
        return new self(...$options);
    }

    /**
     * @return array{trailingSlash: string, caseSensitive: bool, headFallback: bool, autoOptions: bool}
     */
    public function toArray(): array
    {
        return [
            'trailingSlash' => $this->trailingSlash,
            'caseSensitive' => $this->caseSensitive,
            'headFallback' => $this->headFallback,
            'autoOptions' => $this->autoOptions,
        ];
    }
}
