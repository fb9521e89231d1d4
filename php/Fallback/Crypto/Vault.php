<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Crypto;

/**
 * Keeps the secrets of objects apart from them, where no dump, cast or comparison of the objects comes by. When an object is gone, its secret is
 * overwritten.
 *
 * sodium_memzero() spares a string that somebody else holds. So what goes in and what leaves for good is copied, and of() is for the length of
 * a call.
 *
 * @internal
 */
class Vault
{
    /** @var \WeakMap<object, Kept>|null */
    private static ?\WeakMap $secrets = null;

    /**
     * Keeps a string that nobody else holds; of others, hand over a copy().
     */
    public static function put(object $owner, #[\SensitiveParameter] string $secret): void
    {
        self::$secrets ??= new \WeakMap();
        $kept = self::$secrets[$owner] ?? null;
        if ($kept === null) {
            self::$secrets[$owner] = new Kept($secret);
        } else {
            $kept->secret = $secret;
        }
    }

    /**
     * Whether an object has a secret. Those that PHP made without their constructor have none.
     */
    public static function has(object $owner): bool
    {
        return isset(self::$secrets[$owner]->secret);
    }

    /**
     * An object's secret, for use within a call.
     *
     * @throws \Error if it has none, or no longer
     */
    public static function of(object $owner): string
    {
        return self::$secrets[$owner]->secret ?? throw self::missing($owner);
    }

    /**
     * Takes an object's secret out, so that a function may change it where it stands; put() brings it back.
     *
     * @throws \Error if it has none, or no longer
     */
    public static function take(object $owner): string
    {
        $kept = self::$secrets[$owner] ?? throw self::missing($owner);
        $secret = $kept->secret ?? throw self::missing($owner);
        $kept->secret = null;

        return $secret;
    }

    /**
     * A copy that shares no memory with the string.
     */
    public static function copy(#[\SensitiveParameter] string $secret): string
    {
        return $secret ^ str_repeat("\0", \strlen($secret));
    }

    private static function missing(object $owner): \Error
    {
        return new \Error('The ' . Fault::name($owner::class) . ' was not constructed, or is destroyed');
    }
}
