<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

use HighPerApp\HighPer\Native\Exception\RuleException;

/**
 * Rules that ask how a text is written.
 *
 * @internal
 */
class TextTests
{
    /** The length of a password that says nothing of it. */
    private const PASSWORD_LENGTH = 8;

    /** The level of strength that is asked for where none is given. */
    private const PASSWORD_STRENGTH = 2;

    /** Rules that take integers and floats as they are written. */
    private const TAKE_NUMBERS = [
        'alpha_dash' => true, 'alpha_num' => true, 'starts_with' => true, 'ends_with' => true, 'doesnt_start_with' => true,
        'doesnt_end_with' => true, 'regex' => true, 'not_regex' => true, 'regex_pcre' => true,
    ];

    /**
     * A test of values, made of one of texts.
     *
     * @param \Closure(string): bool $test
     *
     * @return \Closure(mixed): bool
     */
    public static function ofValues(string $rule, \Closure $test): \Closure
    {
        if (!isset(self::TAKE_NUMBERS[$rule])) {
            return static fn (mixed $value): bool => \is_string($value) && $test($value);
        }

        return static fn (mixed $value): bool => match (true) {
            \is_string($value) => $test($value),
            \is_int($value) => $test((string) $value),
            \is_float($value) => is_finite($value) && $test(Number::text($value)),
            default => false,
        };
    }

    /**
     * What PCRE has to match in a text that follows a rule; null if there is more to it. The rule has been compiled before.
     *
     * @param list<string> $parameters
     */
    public static function expression(string $rule, array $parameters): ?string
    {
        return $rule === 'regex' ? Pattern::compile($parameters[0]) : null;
    }

    /**
     * The test of a rule for texts; null if it is none of these.
     *
     * @param list<string> $parameters
     * @param string       $name       The rule, as written.
     *
     * @return (\Closure(string): bool)|null
     *
     * @throws RuleException
     */
    public static function make(string $rule, array $parameters, Setting $setting, string $name): ?\Closure
    {
        $first = $parameters[0] ?? null;

        return match ($rule) {
            'ascii' => Text::isAscii(...),
            'alpha' => static fn (string $text): bool => Text::isAlpha($text, $first !== null),
            'alpha_dash' => static fn (string $text): bool => Text::isAlphaDash($text, $first !== null),
            'alpha_num' => static fn (string $text): bool => Text::isAlphaNum($text, $first !== null),
            'lowercase' => Text::isLowercase(...),
            'uppercase' => Text::isUppercase(...),
            'encoding' => static fn (string $text): bool => Text::hasEncoding($text, (string) $first),
            'starts_with' => self::startsWith($parameters),
            'ends_with' => self::endsWith($parameters),
            'doesnt_start_with' => self::not(self::startsWith($parameters)),
            'doesnt_end_with' => self::not(self::endsWith($parameters)),
            'regex' => self::pattern((string) $first, $setting, $name, true),
            'not_regex' => self::pattern((string) $first, $setting, $name, false),
            'regex_pcre' => self::pcre((string) $first, $setting, $name),
            'email' => self::email($parameters),
            'url' => match ($first) {
                null => Url::is(...),
                'whatwg' => static fn (string $text): bool => Url::isWhatwg($text, \array_slice($parameters, 1)),
                default => static fn (string $text): bool => Url::is($text, $parameters),
            },
            'uuid' => $first === null ? Identifier::isUuid(...) : static fn (string $text): bool => Identifier::isUuid($text, $first),
            'ulid' => Identifier::isUlid(...),
            'ip' => Network::isIp(...),
            'ipv4' => Network::isIpv4(...),
            'ipv6' => Network::isIpv6(...),
            'mac_address' => Network::isMac(...),
            'cidr' => static fn (string $text): bool => Network::isCidr($text, $first === null ? null : (int) $first),
            'hostname' => Network::isHostname(...),
            'iban' => Finance::isIban(...),
            'bic' => Finance::isBic(...),
            'card_number' => static fn (string $text): bool => Finance::isCard($text, $parameters),
            'isbn' => static fn (string $text): bool => Publication::isIsbn($text, $first === null ? null : (int) $first),
            'issn' => Publication::isIssn(...),
            'e164' => Phone::isE164(...),
            'hex_color' => Color::isHexColor(...),
            'base64' => Base64::isBase64(...),
            'timezone' => self::timezone($parameters),
            'password' => self::password($parameters),
            'password_strength' => static fn (string $text): bool => PasswordRules::strength($text)
                >= (int) ($first ?? self::PASSWORD_STRENGTH),
            default => null,
        };
    }

    /**
     * @param \Closure(string): bool $test
     *
     * @return \Closure(string): bool
     */
    private static function not(\Closure $test): \Closure
    {
        return static fn (string $text): bool => !$test($text);
    }

    /**
     * @param list<string> $parts
     *
     * @return \Closure(string): bool
     */
    private static function startsWith(array $parts): \Closure
    {
        return static function (string $text) use ($parts): bool {
            foreach ($parts as $part) {
                if ($part !== '' && str_starts_with($text, $part)) {
                    return true;
                }
            }

            return false;
        };
    }

    /**
     * @param list<string> $parts
     *
     * @return \Closure(string): bool
     */
    private static function endsWith(array $parts): \Closure
    {
        return static function (string $text) use ($parts): bool {
            foreach ($parts as $part) {
                if ($part !== '' && str_ends_with($text, $part)) {
                    return true;
                }
            }

            return false;
        };
    }

    /**
     * @param bool $isWanted Whether the pattern must match, or must not.
     *
     * @return \Closure(string): bool
     *
     * @throws RuleException BAD_PATTERN
     */
    private static function pattern(string $pattern, Setting $setting, string $name, bool $isWanted): \Closure
    {
        try {
            $compiled = Pattern::compile($pattern);
        } catch (\InvalidArgumentException $fault) {
            throw RuleException::of(RuleException::BAD_PATTERN, $fault->getMessage(), $setting->field, $name);
        }

        return static function (string $text) use ($compiled, $isWanted, $setting, $name): bool {
            try {
                return $isWanted
                    ? Pattern::matches($compiled, $text)
                    : Pattern::isReadable($compiled, $text) && !Pattern::matches($compiled, $text);
            } catch (\RuntimeException $fault) {
                throw self::gaveUp($fault->getMessage(), $setting, $name);
            }
        };
    }

    /**
     * @return \Closure(string): bool
     *
     * @throws RuleException BAD_PATTERN
     */
    private static function pcre(string $pattern, Setting $setting, string $name): \Closure
    {
        $message = null;
        set_error_handler(static function (int $level, string $text) use (&$message): bool {
            $message = preg_replace('/^preg_match\(\): /', '', $text);

            return true;
        });
        try {
            $isBad = preg_match($pattern, '') === false;
        } finally {
            restore_error_handler();
        }
        // A pattern that is sound may still give up on the empty text; that it shows when it is used.
        if ($isBad && $message !== null) {
            throw RuleException::of(RuleException::BAD_PATTERN, "cannot be compiled: $message", $setting->field, $name);
        }

        return static function (string $text) use ($pattern, $setting, $name): bool {
            $matches = preg_match($pattern, $text);
            // A text that is no UTF-8 matches no pattern of code points.
            if ($matches === false && preg_last_error() !== PREG_BAD_UTF8_ERROR) {
                throw self::gaveUp(preg_last_error_msg(), $setting, $name);
            }

            return $matches === 1;
        };
    }

    private static function gaveUp(string $why, Setting $setting, string $name): RuleException
    {
        return RuleException::of(RuleException::PATTERN_GAVE_UP, "PCRE gave up: $why", $setting->field, $name);
    }

    /**
     * @param list<string> $modes
     *
     * @return \Closure(string): bool
     */
    private static function email(array $modes): \Closure
    {
        $hooks = RuleTable::EMAIL_HOOKS;
        $own = array_values(array_unique(array_filter($modes, static fn (string $mode): bool => !isset($hooks[$mode]))));
        $mode = $own[0] ?? 'rfc';
        if (\count($own) < 2) {
            return static fn (string $text): bool => Email::is($text, $mode);
        }

        return static function (string $text) use ($own): bool {
            foreach ($own as $mode) {
                if (!Email::is($text, $mode)) {
                    return false;
                }
            }

            return true;
        };
    }

    /**
     * @param list<string> $parameters
     *
     * @return \Closure(string): bool
     */
    private static function timezone(array $parameters): \Closure
    {
        $names = TimeZones::names($parameters[0] ?? 'All', $parameters[1] ?? null);

        return static fn (string $text): bool => isset($names[$text]);
    }

    /**
     * @param list<string> $parameters
     *
     * @return \Closure(string): bool
     */
    private static function password(array $parameters): \Closure
    {
        $has = static fn (string $word): bool => \in_array($word, $parameters, true);
        $min = self::PASSWORD_LENGTH;
        foreach ($parameters as $parameter) {
            $min = ctype_digit(trim($parameter)) ? Number::held($parameter) : $min;
        }
        [$letters, $mixed, $numbers, $symbols] = array_map($has, ['letters', 'mixed', 'numbers', 'symbols']);

        return static fn (string $text): bool => PasswordRules::isSatisfied($text, $min, $letters, $mixed, $numbers, $symbols);
    }
}
