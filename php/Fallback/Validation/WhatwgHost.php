<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Validation;

/**
 * Hosts of the URL standard: names, addresses of IPv4 and IPv6, and what other schemes have in their place. Names that are not in ASCII are
 * checked by categories of characters, not by all of UTS #46: the rules for joiners and for writing from right to left are not applied.
 *
 * @internal
 */
class WhatwgHost
{
    private const SPECIAL = ['http' => true, 'https' => true, 'ws' => true, 'wss' => true, 'ftp' => true, 'file' => true];

    /** URL code points and escapes; those beyond ASCII from U+00A0 on, without noncharacters. Two classes, since PCRE2 10.46 overlooks characters in one. */
    private const URL = '~\A(?:[A-Za-z0-9!$&\'()*+,\-./:;=?@_\~\x{A0}-\x{FDCF}\x{FDF0}-\x{FFFD}]++|[\x{10000}-\x{1FFFD}\x{20000}-\x{2FFFD}\x{30000}-\x{3FFFD}\x{40000}-\x{4FFFD}\x{50000}-\x{5FFFD}'
        . '\x{60000}-\x{6FFFD}\x{70000}-\x{7FFFD}\x{80000}-\x{8FFFD}\x{90000}-\x{9FFFD}\x{A0000}-\x{AFFFD}\x{B0000}-\x{BFFFD}\x{C0000}-\x{CFFFD}\x{D0000}-\x{DFFFD}\x{E0000}-\x{EFFFD}'
        . '\x{F0000}-\x{FFFFD}\x{100000}-\x{10FFFD}]++|%[0-9A-Fa-f]{2})*+\z~u';

    /** No forbidden domain code point (url.spec.whatwg.org, 3.1), nor what UTS #46 forbids or ignores. */
    private const ALLOWED = '~\A(?:[!"$&-.0-9;=A-Z_`a-z{}\~]++|(?:(?![\x00-\x7FREFUSED])[\pL\pM\pN\pS\pP])++)*+\z~u';

    private static ?string $allowed = null;

    /**
     * A host and perhaps a port. User and password are a validation error.
     */
    public static function isAuthority(string $authority, string $scheme): bool
    {
        $isFile = $scheme === 'file';
        if (preg_match('~\A(?:\[([^\]]*+)\]|([^:\[][^:]*+))(?::([0-9]*+))?+\z~D', $authority, $parts) !== 1 || ($isFile && isset($parts[3]))) {
            return false;
        }
        if (($parts[3] ?? '') !== '' && (\strlen($port = ltrim($parts[3], '0')) > 5 || (int) $port > 0xFFFF)) {
            return false;
        }
        if ($authority[0] === '[') {
            return Network::isIpv6($parts[1]);
        }
        // A file has no host of this name: it stands for none.
        if ($isFile && strcasecmp($parts[2], 'localhost') === 0) {
            return false;
        }

        return isset(self::SPECIAL[$scheme]) ? self::isDomain($parts[2]) : strpbrk($parts[2], '/:?@') === false && self::isMadeOfUrl($parts[2]);
    }

    public static function isMadeOfUrl(string $text): bool
    {
        return preg_match(self::URL, $text) === 1;
    }

    /**
     * The host of a scheme that the standard knows: a name, or an address if its last label is a number.
     */
    private static function isDomain(string $host): bool
    {
        if (str_contains($host, '%')) {
            $host = (string) preg_replace_callback('~%([0-9A-Fa-f]{2})~', static fn (array $escape): string => \chr((int) hexdec($escape[1])), $host);
        }
        $host = strtr($host, Punycode::DOTS);
        if (!self::isAllowed($host)) {
            return false;
        }
        $labels = explode('.', $host);
        foreach ($labels as $label) {
            if (!self::isLabel($label)) {
                return false;
            }
        }
        $last = array_pop($labels);
        if ($last === '' && $labels !== []) {
            $last = array_pop($labels);
        }
        if (preg_match('~\A(?:([0-9]++)|0[Xx][0-9A-Fa-f]*+)\z~', $last, $number) === 1) {
            return isset($number[1]) && Network::isIpv4($host);
        }

        return trim($host, '.') !== '';
    }

    private static function isAllowed(string $text): bool
    {
        if (self::$allowed === null) {
            $refused = '';
            foreach (Tables::hosts() as $first => $last) {
                $refused .= '\x{' . $first . '}-\x{' . $last . '}';
            }
            self::$allowed = str_replace('REFUSED', $refused, self::ALLOWED);
        }

        return preg_match(self::$allowed, $text) === 1;
    }

    /**
     * A label that does not begin with a mark and, if it is encoded, stands for one beyond ASCII.
     */
    private static function isLabel(string $label): bool
    {
        if (strncasecmp($label, 'xn--', 4) !== 0) {
            return preg_match('~\A\pM~u', $label) === 0;
        }
        $decoded = Punycode::decode(substr($label, 4));

        return $decoded !== null && preg_match('~[^\x00-\x7F]~', $decoded) === 1 && self::isAllowed($decoded) && preg_match('~\A\pM~u', $decoded) === 0;
    }
}
