<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Paseto;

use HighPerApp\HighPer\Native\Fallback\Paseto\Time;

/**
 * A token that was authenticated and whose claims hold.
 */
class Token
{
    /**
     * @param array<string, mixed> $claims What the payload says.
     * @param string               $footer The footer as it stands in the token, decoded.
     */
    public function __construct(
        public readonly array $claims,
        public readonly string $footer,
    ) {
    }

    /**
     * A claim, or something else where there is none.
     */
    public function get(string $name, mixed $default = null): mixed
    {
        return \array_key_exists($name, $this->claims) ? $this->claims[$name] : $default;
    }

    /**
     * Whether a claim is there, null included.
     */
    public function has(string $name): bool
    {
        return \array_key_exists($name, $this->claims);
    }

    /**
     * The moment that `exp`, `nbf` or `iat` names, or any claim that is a time in RFC 3339; to the microsecond. Null where there is none.
     */
    public function time(string $name): ?\DateTimeImmutable
    {
        $text = $this->claims[$name] ?? null;
        if (!\is_string($text) || Time::read($text) === null) {
            return null;
        }
        // PHP reads no more than six digits of a fraction as one.
        $moment = date_create_immutable((string) preg_replace('/(\.\d{6})\d+/', '$1', $text));

        return $moment === false ? null : $moment;
    }
}
