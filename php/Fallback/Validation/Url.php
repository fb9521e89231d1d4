<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * URLs with an authority: by the grammar that Laravel has for `url`, and as the URL standard has them.
 *
 * @internal
 */
class Url
{
    /** The same without user, port, escapes and characters beyond ASCII: most of what is asked for. */
    private const USUAL = '~\G(?:[A-Za-z0-9\-]++\.(?=[A-Za-z0-9]))*+[A-Za-z0-9]++(?![.\-])(?:/[A-Za-z0-9\-._\~!$&\'()*+,;=:@/]*+)?+'
        . '(?:\?[A-Za-z0-9\-._\~!$&\'()*+,;=:@/?\[\]]*+)?+(?:#[A-Za-z0-9\-._\~!$&\'()*+,;=:@/?]*+)?+\z~';

    /** And what the URL standard has nothing to say against. */
    private const USUAL_STANDARD = '~\G(?:(?!xn--)[A-Za-z0-9\-]++\.(?=[A-Za-z0-9]))*+[A-Za-z]++(?=[/?#]|\z)[A-Za-z0-9\-._\~!$&\'()*+,;=:@/?]*+(?:#[A-Za-z0-9\-._\~!$&\'()*+,;=:@/?]*+)?+\z~i';

    /** What follows `://`: user and password, host, port, path, query and fragment. */
    private const REST = '~\G
        (?:
            (?:[\pL\pN_.\-]++|%[0-9A-F]{2})++
            (?: :(?:[\pL\pN_.\-]++|%[0-9A-F]{2})++ )?+
            @
        )?+
        (?:
            \[([0-9A-F:.]++)\]
        |
            # Labels that something follows, and one without symbols, hyphens or underscores.
            (?:[\pL\pN\pS\pM\-_]++\.(?=[^:/?\#]))++ (?:xn--[A-Z0-9\-]++|[\pL\pN\pM]++) \.?+
        |
            [A-Z0-9\-_]++ \.?+
        )
        (?: :[0-9]++ )?+
        (?: /  (?:[\pL\pN\-._\~!$&\'()*+,;=:@/]++|%[0-9A-F]{2})*+ )?+
        (?: \? (?:[\pL\pN\-._\~!$&\'()*+,;=:@/?\[\]]++|%[0-9A-F]{2})*+ )?+
        (?: \# (?:[\pL\pN\-._\~!$&\'()*+,;=:@/?]++|%[0-9A-F]{2})*+ )?+
        \z~xiu';

    /** Case does not matter, and these are letters of ASCII but for it. */
    private const FOLDED = ["\u{17F}" => 's', "\u{212A}" => 'k'];

    private const BLANK = " \t\n\f\r";

    /** @var null|array<string, true> */
    private static ?array $known = null;

    /**
     * A URL with one of the schemes given (all that are known, if there are none), in which characters beyond ASCII may stand as they are.
     *
     * @param list<string> $protocols
     */
    public static function is(string $text, array $protocols = []): bool
    {
        $length = strpos($text, ':');
        if ($length === false || substr_compare($text, '://', $length, 3) !== 0 || !self::isAccepted(substr($text, 0, $length), $protocols)) {
            return false;
        }

        return preg_match(self::USUAL, $text, $parts, 0, $length + 3) === 1
            || preg_match(self::REST, $text, $parts, 0, $length + 3) === 1 && (($parts[1] ?? '') === '' || Network::isIpv6($parts[1]));
    }

    /**
     * An absolute URL that the URL standard (url.spec.whatwg.org) parses without a validation error, with one of the schemes given; with `http`
     * or `https`, if there are none.
     *
     * @param list<string> $schemes
     */
    public static function isWhatwg(string $text, array $schemes = []): bool
    {
        if (preg_match('~\A([A-Za-z][A-Za-z0-9+.\-]*+)://(?=[^/?#])~', $text, $parts) !== 1) {
            return false;
        }
        $scheme = strtolower($parts[1]);
        if (!self::isGiven($scheme, $schemes === [] ? ['https', 'http'] : $schemes)) {
            return false;
        }
        if (preg_match(self::USUAL_STANDARD, $text, $parts, 0, \strlen($scheme) + 3) === 1 && $scheme !== 'file') {
            return true;
        }

        return preg_match('~\A[^:]++://([^/?#]++)([^#]*+)(?:#(.*+))?+\z~su', $text, $parts) === 1
            && WhatwgHost::isAuthority($parts[1], $scheme)
            && WhatwgHost::isMadeOfUrl($parts[2])
            && WhatwgHost::isMadeOfUrl($parts[3] ?? '');
    }

    /**
     * @param list<string> $protocols
     */
    private static function isAccepted(string $scheme, array $protocols): bool
    {
        $scheme = strtolower($scheme);
        if (preg_match('~[^\x00-\x7F]~', $scheme) === 1) {
            $scheme = strtr($scheme, self::FOLDED);
        }
        if ($protocols !== []) {
            return self::isGiven($scheme, $protocols);
        }
        self::$known ??= Tables::schemes();

        return isset(self::$known[$scheme]);
    }

    /**
     * @param list<string> $schemes
     */
    private static function isGiven(string $scheme, array $schemes): bool
    {
        foreach ($schemes as $one) {
            if ($one === $scheme || strtolower(trim($one, self::BLANK)) === $scheme) {
                return true;
            }
        }

        return false;
    }
}
