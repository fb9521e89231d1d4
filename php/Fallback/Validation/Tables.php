<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * What the files below php/Data and php/Messages hold. Each call reads one: what is needed often is kept by whoever asks.
 *
 * @internal
 */
class Tables
{
    /**
     * @return array<string, string> What follows the check digits of an account's number, by country.
     */
    public static function accounts(): array
    {
        /** @var array<string, string> $table */
        $table = require __DIR__ . '/../../Data/iban.php';

        return $table;
    }

    /**
     * @return array<string, true> As keys.
     */
    public static function countries(): array
    {
        /** @var array<string, true> $table */
        $table = require __DIR__ . '/../../Data/countries.php';

        return $table;
    }

    /**
     * @return array<string, string> Which numbers a scheme of cards issues.
     */
    public static function cards(): array
    {
        /** @var array<string, string> $table */
        $table = require __DIR__ . '/../../Data/cards.php';

        return $table;
    }

    /**
     * @return array<string, true> Those of URLs, as keys.
     */
    public static function schemes(): array
    {
        /** @var array<string, true> $table */
        $table = require __DIR__ . '/../../Data/schemes.php';

        return $table;
    }

    /**
     * @return array<array-key, string> The last code point of a range that no host holds, by the first.
     */
    public static function hosts(): array
    {
        /** @var array<array-key, string> $table */
        $table = require __DIR__ . '/../../Data/hosts.php';

        return $table;
    }

    /**
     * @return array<string, string|array<string, string|array<string, string>>> Texts by rule; by type and category, where it has more than one.
     */
    public static function english(): array
    {
        /** @var array<string, string|array<string, string|array<string, string>>> $table */
        $table = require __DIR__ . '/../../Messages/en.php';

        return $table;
    }

    /**
     * @return array<string, array<string, string>> Conditions by category, by languages.
     */
    public static function plurals(): array
    {
        /** @var array<string, array<string, string>> $table */
        $table = require __DIR__ . '/../../Messages/plurals.php';

        return $table;
    }
}
