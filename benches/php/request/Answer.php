<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

/**
 * An answer in a form that can be compared with another application's.
 */
class Answer
{
    /** Headers that a client goes by. */
    private const HEADERS = ['Allow', 'Content-Type', 'Location', 'WWW-Authenticate'];

    /**
     * @param array<string, string> $headers
     *
     * @return array{string, int, array<string, string>, mixed} The request, the status, headers, and the body decoded, without the times at which notes were made.
     *
     * @throws \JsonException if the body is not JSON
     */
    public static function comparable(string $request, int $status, array $headers, string $body): array
    {
        $headers = array_intersect_key($headers, array_flip(self::HEADERS));
        ksort($headers);
        if ($body === '') {
            unset($headers['Content-Type']);
        }
        $value = $body === '' ? null : json_decode($body, true, 16, JSON_THROW_ON_ERROR);
        if (is_array($value)) {
            array_walk_recursive($value, static function (mixed &$part, int|string $name): void {
                $part = $name === 'created' ? preg_match('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/D', $part) === 1 : $part;
            });
        }

        return [$request, $status, $headers, $value];
    }
}
