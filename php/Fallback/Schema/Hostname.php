<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Schema;

/**
 * Names of hosts: RFC 1034 and 1123; A-labels by IDNA 2008, as far as general categories tell, without ext-intl.
 *
 * @internal
 */
class Hostname
{
    /** Disallowed by RFC 5892, 2.6, though letters or marks. */
    private const EXCLUDED = '\x{640}\x{7FA}\x{302E}\x{302F}\x{3031}-\x{3035}\x{303B}';

    /** Allowed by RFC 5892, 2.6 and Appendix A, though neither letters nor marks nor digits. */
    private const INCLUDED = '\x{200C}\x{200D}\x{B7}\x{375}\x{5F3}\x{5F4}\x{6FD}\x{6FE}\x{F0B}\x{3007}\x{30FB}';

    /** Signs of the class Virama, which a joiner may follow (RFC 5892, A.2; UnicodeData.txt, class 9). */
    private const VIRAMAS = '\x{94D}\x{9CD}\x{A4D}\x{ACD}\x{B4D}\x{BCD}\x{C4D}\x{CCD}\x{D3B}\x{D3C}\x{D4D}\x{DCA}\x{E3A}\x{EBA}\x{F84}\x{1039}\x{103A}'
        . '\x{1714}\x{1734}\x{17D2}\x{1A60}\x{1B44}\x{1BAA}\x{1BAB}\x{1BF2}\x{1BF3}\x{2D7F}\x{A806}\x{A8C4}\x{A953}\x{A9C0}\x{AAF6}\x{ABED}'
        . '\x{10A3F}\x{11046}\x{1107F}\x{110B9}\x{11133}\x{111C0}\x{11235}\x{112EA}\x{1134D}\x{11442}\x{114C2}\x{115BF}\x{1163F}\x{116B6}'
        . '\x{1172B}\x{11839}\x{119E0}\x{11A34}\x{11A47}\x{11A99}\x{11C3F}\x{11D44}\x{11D45}\x{11D97}';

    /** The contextual rules of RFC 5892, Appendix A: what must not be found. */
    private const CONTEXT = [
        '/(?<![' . self::VIRAMAS . '])\x{200D}/u',
        '/(?<!l)\x{B7}|\x{B7}(?!l)/u',
        '/\x{375}(?![\x{370}-\x{3FF}])/u',
        '/(?<![\x{590}-\x{5FF}])[\x{5F3}\x{5F4}]/u',
        '/^(?=.*\x{30FB})(?!.*[\x{3040}-\x{30FA}\x{30FC}-\x{30FF}\x{4E00}-\x{9FFF}])/su',
        '/^(?=.*[\x{660}-\x{669}])(?=.*[\x{6F0}-\x{6F9}])/su',
    ];

    public static function isAscii(string $name): bool
    {
        return \strlen($name) <= 253 && preg_match('/^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*+$/D', $name) === 1;
    }

    public static function isValid(string $name): bool
    {
        if (!self::isAscii($name)) {
            return false;
        }
        foreach (explode('.', $name) as $label) {
            if (!self::isLabel($label)) {
                return false;
            }
        }

        return true;
    }

    /**
     * Whether a label of ASCII is one of an internationalized name only where it says so (RFC 5891, 4.2.3.1).
     */
    private static function isLabel(string $label): bool
    {
        if (substr($label, 2, 2) !== '--') {
            return true;
        }
        if (!str_starts_with($label, 'xn--')) {
            return false;
        }
        $decoded = Punycode::decode(substr($label, 4));

        return $decoded !== null && self::isUnicode($decoded);
    }

    private static function isUnicode(string $label): bool
    {
        if (preg_match('/^\p{M}|[' . self::EXCLUDED . ']/u', $label) !== 0
            || preg_match('/^(?:[\x00-\x7F\p{L}\p{Mn}\p{Mc}\p{Nd}' . self::INCLUDED . '])*+$/Du', $label) !== 1) {
            return false;
        }
        foreach (self::CONTEXT as $pattern) {
            if (preg_match($pattern, $label) !== 0) {
                return false;
            }
        }

        return true;
    }
}
