<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback\Serializer;

use HighPerApp\HighPer\Native\Exception\UnsupportedMediaType;

/**
 * A media type or media range with its parameters (RFC 9110, 5.6.6 and 8.3.1), and what it means here.
 *
 * @internal
 */
class MediaType
{
    public const JSON = 'json';
    public const MESSAGE_PACK = 'msgpack';

    private const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private const QUOTED = '"(?:[\t !\x23-\x5B\x5D-\x7E\x80-\xFF]|\\\\[\t -\x7E\x80-\xFF])*+"';

    private const MESSAGE_PACK_TYPES = ['application/msgpack', 'application/vnd.msgpack', 'application/x-msgpack', 'application/messagepack'];

    /**
     * @param string                                                  $type       In lower case.
     * @param string                                                  $subtype    In lower case.
     * @param list<array{name: string, value: string, quoted: bool}> $parameters Names in lower case, values unescaped.
     */
    private function __construct(
        public readonly string $type,
        public readonly string $subtype,
        public readonly array $parameters,
    ) {
    }

    /**
     * Null if the text is malformed.
     */
    public static function parse(string $text): ?self
    {
        $parameter = '[ \t]*+;[ \t]*+(?:' . self::TOKEN . '=(?:' . self::TOKEN . '|' . self::QUOTED . '))?';
        if (preg_match('@^(' . self::TOKEN . ')/(' . self::TOKEN . ")((?:$parameter)*+)\$@D", $text, $match) !== 1) {
            return null;
        }
        $parameters = [];
        preg_match_all('@(' . self::TOKEN . ')=(?:(' . self::TOKEN . ')|(' . self::QUOTED . '))@', $match[3], $found, PREG_SET_ORDER | PREG_UNMATCHED_AS_NULL);
        foreach ($found as [, $name, $token, $quoted]) {
            $value = $token ?? preg_replace('/\\\\(.)/s', '$1', substr((string) $quoted, 1, -1));
            $parameters[] = ['name' => strtolower((string) $name), 'value' => (string) $value, 'quoted' => $quoted !== null];
        }

        return new self(strtolower($match[1]), strtolower($match[2]), $parameters);
    }

    /**
     * The format that a declared type means.
     *
     * @throws UnsupportedMediaType
     */
    public static function format(string $declared): string
    {
        $type = self::parse(trim($declared, " \t"));
        $format = $type === null || str_contains("$type->type$type->subtype", '*') ? null : self::formatOf("$type->type/$type->subtype");
        if ($type === null || $format === null) {
            $shown = self::shown($declared);
            throw new UnsupportedMediaType("Media type '$shown' is not supported: use application/json or application/msgpack", 415);
        }
        $charset = $type->foreignCharset();
        if ($charset !== null) {
            $shown = self::shown($charset);
            throw new UnsupportedMediaType("Charset '$shown' is not supported: use UTF-8", 415);
        }

        return $format;
    }

    /**
     * The format of a type in lower case and without parameters; null if it has none.
     */
    public static function formatOf(string $type): ?string
    {
        return match (true) {
            $type === 'application/json', preg_match('~/.+\+json$~D', $type) === 1 => self::JSON,
            \in_array($type, self::MESSAGE_PACK_TYPES, true), preg_match('~/.+\+msgpack$~D', $type) === 1 => self::MESSAGE_PACK,
            default => null,
        };
    }

    /**
     * The first charset that is not UTF-8.
     */
    public function foreignCharset(): ?string
    {
        foreach ($this->parameters as ['name' => $name, 'value' => $value]) {
            if ($name === 'charset' && !\in_array(strtolower($value), ['utf-8', 'utf8'], true)) {
                return $value;
            }
        }

        return null;
    }

    /**
     * What a peer sent, fit for a message.
     */
    public static function shown(string $text): string
    {
        return preg_replace('/[^ -~]/', '?', substr($text, 0, 100)) . (\strlen($text) > 100 ? '...' : '');
    }
}
