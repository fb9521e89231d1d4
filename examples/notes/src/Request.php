<?php

declare(strict_types=1);

namespace Notes;

/**
 * What the application needs to know of an HTTP request.
 */
class Request
{
    private const MAX_BODY = 65_536;

    /**
     * @param string $target The request target as it came over the wire: the router decodes it, nobody else.
     */
    public function __construct(
        public readonly string $method,
        public readonly string $target,
        public readonly string $host,
        public readonly string $contentType,
        private readonly string $body,
    ) {
    }

    public static function fromGlobals(): self
    {
        return new self(
            self::server('REQUEST_METHOD', 'GET'),
            self::server('REQUEST_URI', '/'),
            self::server('HTTP_HOST', ''),
            self::server('CONTENT_TYPE', ''),
            // One byte more than allowed is enough to know that there is too much.
            (string) file_get_contents('php://input', length: self::MAX_BODY + 1),
        );
    }

    /**
     * The JSON object in the body.
     *
     * @return array<string, mixed>
     *
     * @throws Problem if there is none
     */
    public function json(): array
    {
        if (preg_match('~^application/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)~i', $this->contentType) !== 1) {
            throw new Problem(415, 'Send the note as application/json.');
        }
        if (strlen($this->body) > self::MAX_BODY) {
            throw new Problem(413, 'A note has at most ' . self::MAX_BODY . ' bytes.');
        }
        try {
            $value = json_decode($this->body, false, 16, JSON_THROW_ON_ERROR);
        } catch (\JsonException $exception) {
            throw new Problem(400, 'The body is not JSON: ' . $exception->getMessage() . '.');
        }
        if (!$value instanceof \stdClass) {
            throw new Problem(400, 'The body is JSON, but not an object.');
        }

        return get_object_vars($value);
    }

    private static function server(string $name, string $default): string
    {
        $value = $_SERVER[$name] ?? $default;

        return is_string($value) ? $value : $default;
    }
}
