<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Paseto;

use HighPerApp\HighPer\Native\Exception\ClaimMismatch;
use HighPerApp\HighPer\Native\Exception\InvalidToken;
use HighPerApp\HighPer\Native\Exception\PaserkException;
use HighPerApp\HighPer\Native\Exception\PasetoException;

/**
 * The exceptions of PASETO and PASERK, in the words that all backends use.
 *
 * @internal
 */
class Fault
{
    public const FOOTER_SHAPE = 'A footer in JSON is an object of at most 2 levels and 512 unique names';
    public const FOOTER_KEY = "A footer must not hold a key: 'kid' names one (k4.lid, k4.pid, k4.sid), 'wpk' holds a wrapped one";
    public const FOOTER_OF_RING = 'With a key ring the footer is JSON: kid has to stand in it';
    public const FOOTER_KEY_ID = "The footer's 'kid' is not the key's";

    /**
     * Whatever is wrong with a token that is not authenticated.
     */
    public static function token(): InvalidToken
    {
        return new InvalidToken('The token is not valid', PasetoException::INVALID_TOKEN);
    }

    public static function payload(): ClaimMismatch
    {
        return ClaimMismatch::of('', 'The payload is not a JSON object with unique names');
    }

    /**
     * Claims that a token cannot be issued with.
     */
    public static function claims(string $message): ClaimMismatch
    {
        return ClaimMismatch::of('', $message);
    }

    public static function missing(string $claim): ClaimMismatch
    {
        return ClaimMismatch::of($claim, "The claim '$claim' is missing");
    }

    public static function noTime(string $claim): ClaimMismatch
    {
        return ClaimMismatch::of($claim, "The claim '$claim' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z");
    }

    public static function noString(string $claim): ClaimMismatch
    {
        return ClaimMismatch::of($claim, "The claim '$claim' must be a string");
    }

    public static function unexpected(string $claim): ClaimMismatch
    {
        return ClaimMismatch::of($claim, "The claim '$claim' is not the expected one");
    }

    public static function footer(string $message): PasetoException
    {
        return new PasetoException($message, PasetoException::FOOTER);
    }

    public static function footerLength(int $given): PasetoException
    {
        return self::footer('A footer has at most ' . Footer::MAX_LENGTH . " bytes, $given given");
    }

    public static function noSecretKey(): PasetoException
    {
        return new PasetoException(
            'There is no secret key to sign with: Paseto::public() was given a public key',
            PasetoException::NO_SECRET_KEY,
        );
    }

    public static function parameter(string $message): PasetoException
    {
        return new PasetoException($message, PasetoException::BAD_PARAMETER);
    }

    /**
     * @param string $type Such as `local`.
     */
    public static function paserk(string $type): PaserkException
    {
        return new PaserkException("Not a PASERK of type k4.$type", PaserkException::INVALID);
    }

    /**
     * Whatever is wrong with a wrapped key.
     */
    public static function wrapped(): PaserkException
    {
        return new PaserkException(
            'The PASERK cannot be opened: it is of another type, was changed, or the key or password is another one',
            PaserkException::AUTHENTICATION_FAILED,
        );
    }

    public static function limit(string $message): PaserkException
    {
        return new PaserkException($message, PaserkException::LIMIT);
    }
}
