<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Rival;

/**
 * ext/json with the settings that the example gives its serializer. JSON is all there is, so that negotiation is two comparisons.
 *
 * @internal
 */
class Json
{
    private const TYPE = 'application/json';
    private const DEPTH = 16;

    /**
     * @throws \JsonException if the text is not JSON
     */
    public static function decode(string $text): mixed
    {
        return json_decode($text, false, self::DEPTH, JSON_THROW_ON_ERROR);
    }

    /**
     * @throws \JsonException if the value has no JSON form
     */
    public static function encode(mixed $value): string
    {
        return json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR, self::DEPTH);
    }

    public static function isType(string $contentType): bool
    {
        return $contentType === self::TYPE || strcasecmp(trim(explode(';', $contentType, 2)[0]), self::TYPE) === 0;
    }

    public static function isAccepted(string $accept): bool
    {
        return $accept === '' || $accept === self::TYPE || str_contains($accept, self::TYPE) || str_contains($accept, '*/*') || str_contains($accept, 'application/*');
    }
}
