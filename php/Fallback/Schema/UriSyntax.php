<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * The syntax of URIs (RFC 3986, Appendix A), IRIs (RFC 3987, 2.2) and URI templates (RFC 6570, 2).
 *
 * @internal
 */
class UriSyntax
{
    /** What an IRI has beyond ASCII: `ucschar`, as alternatives. One class for both overlooks characters in PCRE2 10.46. */
    private const UCS = '|[\x{A0}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFEF}]|[\x{10000}-\x{1FFFD}\x{20000}-\x{2FFFD}\x{30000}-\x{3FFFD}'
        . '\x{40000}-\x{4FFFD}\x{50000}-\x{5FFFD}\x{60000}-\x{6FFFD}\x{70000}-\x{7FFFD}\x{80000}-\x{8FFFD}\x{90000}-\x{9FFFD}'
        . '\x{A0000}-\x{AFFFD}\x{B0000}-\x{BFFFD}\x{C0000}-\x{CFFFD}\x{D0000}-\x{DFFFD}\x{E1000}-\x{EFFFD}]';

    /** `iprivate`. */
    private const PRIVATE = '|[\x{E000}-\x{F8FF}]|[\x{F0000}-\x{FFFFD}\x{100000}-\x{10FFFD}]';

    /** `unreserved` and `sub-delims`. */
    private const CHARS = "A-Za-z0-9._\\~!\$&'()*+,;=\\-";

    private const ESCAPE = '%[0-9A-Fa-f]{2}';

    private const TEMPLATE = '~^(?:[^\x00-\x20"\'<>%\\\\^`{|}\x7F]|\'|%[0-9A-Fa-f]{2}|\{[+#./;?&=,!@|]?(?&v)(?:,(?&v))*+\})*+$'
        . '(?(DEFINE)(?<v>(?&c)++(?:\.(?&c)++)*+(?::[1-9]\d{0,3}|\*)?)(?<c>[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))~D';

    public static function isUri(string $text): bool
    {
        return self::follows($text, '', '', true);
    }

    public static function isUriReference(string $text): bool
    {
        return self::follows($text, '', '', false);
    }

    public static function isIri(string $text): bool
    {
        return self::follows($text, self::UCS, self::PRIVATE, true);
    }

    public static function isIriReference(string $text): bool
    {
        return self::follows($text, self::UCS, self::PRIVATE, false);
    }

    public static function isTemplate(string $text): bool
    {
        return preg_match(self::TEMPLATE, $text) === 1;
    }

    /**
     * @param string $wide    What an IRI may hold on top of ASCII, as alternatives.
     * @param string $private What the query of one may hold on top of that.
     */
    private static function follows(string $text, string $wide, string $private, bool $isAbsolute): bool
    {
        preg_match('~^(?:([^:/?#]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$~Ds', $text, $part, PREG_UNMATCHED_AS_NULL);
        [, $scheme, $authority, $path, $query, $fragment] = $part + array_fill(0, 6, null);
        if ($scheme === null ? $isAbsolute : preg_match('/^[A-Za-z][A-Za-z0-9+.-]*$/D', $scheme) !== 1) {
            return false;
        }

        return ($authority === null || self::isAuthority($authority, $wide))
            && self::holds((string) $path, ':@/', $wide)
            && self::holds((string) $query, ':@/?', $wide . $private)
            && self::holds((string) $fragment, ':@/?', $wide);
    }

    private static function isAuthority(string $authority, string $wide): bool
    {
        preg_match('~^(?:(.*)@)?(\[[^\]]*\]|[^:\[\]@]*)(?::(\d*))?$~Ds', $authority, $part, PREG_UNMATCHED_AS_NULL);
        if (!isset($part[2]) || !self::holds($part[1] ?? '', ':', $wide)) {
            return false;
        }
        if (!str_starts_with($part[2], '[')) {
            return self::holds($part[2], '', $wide);
        }
        $literal = substr($part[2], 1, -1);

        return Formats::ipv6($literal) || preg_match('~^[vV][0-9A-Fa-f]+\.[' . self::CHARS . ':]+$~D', $literal) === 1;
    }

    private static function holds(string $text, string $more, string $wide): bool
    {
        return preg_match('~^(?:[' . self::CHARS . $more . ']|' . self::ESCAPE . $wide . ')*+$~Du', $text) === 1;
    }
}
