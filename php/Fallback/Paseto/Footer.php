<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\PasetoException;

/**
 * What may stand in a footer. One that begins with a brace is JSON, within limits; any other is bytes, but no key. Space in front hides nothing.
 *
 * @internal
 */
class Footer
{
    public const MAX_LENGTH = 8192;

    private const LEVELS = 2;
    private const NAMES = 512;
    private const ENCODING_LEVELS = 128;

    private const ID = '/^k4\.(?:lid|pid|sid)\.[A-Za-z0-9_-]{44}$/D';
    /** A sealed key has 96 bytes; how long a wrapped one is, only the wrapping protocol knows. */
    private const WRAPPED = '/^k4\.(?:(?:local|secret)-wrap\.[A-Za-z0-9_-]++\.[A-Za-z0-9_-]++|seal\.[A-Za-z0-9_-]{128})$/D';
    private const KEY = '/^k4\.(?:local|secret|public|local-pw|secret-pw)\./';

    /** The last footer that was right: those of one issuer are mostly the same. */
    private static string $known = '';

    /**
     * The footer as text.
     *
     * @param string|array<mixed> $footer
     *
     * @throws PasetoException FOOTER
     */
    public static function write(string|array $footer): string
    {
        if (\is_string($footer)) {
            return $footer;
        }
        if (array_is_list($footer)) {
            throw Fault::footer(Fault::FOOTER_SHAPE);
        }
        try {
            return Json::encode($footer, self::ENCODING_LEVELS);
        } catch (\JsonException $exception) {
            throw Fault::footer("The footer cannot be written as JSON: {$exception->getMessage()}");
        }
    }

    /**
     * @throws PasetoException FOOTER
     */
    public static function checkLength(string $footer): void
    {
        if (\strlen($footer) > self::MAX_LENGTH) {
            throw Fault::footerLength(\strlen($footer));
        }
    }

    /**
     * Checks a footer that is to be written.
     *
     * @throws PasetoException FOOTER
     */
    public static function check(string $footer): void
    {
        self::checkLength($footer);
        $fault = self::fault($footer);
        if ($fault !== null) {
            throw Fault::footer($fault);
        }
    }

    /**
     * What is wrong with a footer, which is not too long; null if nothing is.
     */
    public static function fault(string $footer): ?string
    {
        if ($footer === self::$known) {
            return null;
        }
        if (!self::isJson($footer)) {
            return self::isKey($footer) ? Fault::FOOTER_KEY : null;
        }
        try {
            $value = self::read($footer);
        } catch (Refusal) {
            return Fault::FOOTER_SHAPE;
        }
        if (
            self::isNot(self::ID, $value, 'kid')
            || self::isNot(self::WRAPPED, $value, 'wpk')
            || ((str_contains($footer, 'k4.') || str_contains($footer, '\\')) && self::holdsKey($value))
        ) {
            return Fault::FOOTER_KEY;
        }
        self::$known = $footer;

        return null;
    }

    /**
     * A footer that names a key: as it is if it does already, or with `kid` put at the end.
     *
     * @throws PasetoException FOOTER
     */
    public static function withKeyId(string $footer, string $id): string
    {
        if ($footer === '') {
            return "{\"kid\":\"$id\"}";
        }
        self::checkLength($footer);
        if (!self::isJson($footer)) {
            throw Fault::footer(self::isKey($footer) ? Fault::FOOTER_KEY : Fault::FOOTER_OF_RING);
        }
        try {
            $value = self::read($footer);
        } catch (Refusal $refusal) {
            throw Fault::footer($refusal->getCode() === Refusal::LIMIT ? Fault::FOOTER_SHAPE : Fault::FOOTER_OF_RING);
        }
        if (\array_key_exists('kid', $value)) {
            return $value['kid'] === $id ? $footer : throw Fault::footer(Fault::FOOTER_KEY_ID);
        }
        if (Json::names($footer, self::NAMES - 1) >= self::NAMES) {
            throw Fault::footer(Fault::FOOTER_SHAPE);
        }
        $footer = substr_replace($footer, ($value === [] ? '' : ',') . "\"kid\":\"$id\"", (int) strrpos($footer, '}'), 0);
        self::checkLength($footer);

        return $footer;
    }

    /**
     * The `kid` of a footer, which is not too long; null if it has none, or is no JSON object within the limits.
     */
    public static function keyId(string $footer): ?string
    {
        if (!self::isJson($footer)) {
            return null;
        }
        try {
            $id = self::read($footer)['kid'] ?? null;
        } catch (Refusal) {
            return null;
        }

        return \is_string($id) ? $id : null;
    }

    private static function isJson(string $footer): bool
    {
        return ($footer[strspn($footer, Json::SPACE)] ?? '') === '{';
    }

    /**
     * Whether a footer that is no JSON begins as a key does that is not wrapped, or only by a password.
     */
    private static function isKey(string $footer): bool
    {
        return preg_match(self::KEY, ltrim($footer, Json::SPACE)) === 1;
    }

    /**
     * @return array<mixed>
     *
     * @throws Refusal
     */
    private static function read(string $footer): array
    {
        // Before PHP makes an array of it: nobody has authenticated it, and names can be chosen so that they get into each other's way.
        if (Json::names($footer, self::NAMES) > self::NAMES) {
            throw new Refusal(Refusal::LIMIT);
        }

        return Json::read($footer, self::LEVELS);
    }

    /**
     * Whether a member is there, and is no string of a form.
     *
     * @param array<mixed> $value
     */
    private static function isNot(string $form, array $value, string $name): bool
    {
        return \array_key_exists($name, $value) && !(\is_string($value[$name]) && preg_match($form, $value[$name]) === 1);
    }

    /**
     * @param array<mixed> $value
     */
    private static function holdsKey(array $value): bool
    {
        foreach ($value as $name => $item) {
            if (
                preg_match(self::KEY, (string) $name) === 1
                || (\is_string($item) && preg_match(self::KEY, $item) === 1)
                || (\is_array($item) && self::holdsKey($item))
            ) {
                return true;
            }
        }

        return false;
    }
}
