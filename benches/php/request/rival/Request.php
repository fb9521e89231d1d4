<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request\Rival;

use Notes\Problem;

/**
 * What the application needs to know of an HTTP request.
 */
class Request
{
    private const MAX_BODY = 65_536;

    public function __construct(
        public readonly string $method,
        public readonly string $target,
        public readonly string $host,
        public readonly string $contentType,
        public readonly string $accept,
        #[\SensitiveParameter] public readonly string $authorization,
        #[\SensitiveParameter] private readonly string $body,
    ) {
    }

    public static function fromGlobals(): self
    {
        return new self(
            self::server('REQUEST_METHOD', 'GET'),
            self::server('REQUEST_URI', '/'),
            self::server('HTTP_HOST', ''),
            self::server('CONTENT_TYPE', ''),
            self::server('HTTP_ACCEPT', ''),
            self::server('HTTP_AUTHORIZATION', ''),
            (string) file_get_contents('php://input', length: self::MAX_BODY + 1),
        );
    }

    /**
     * The fields of the object in the body.
     *
     * @return array<array-key, mixed>
     *
     * @throws Problem if there is none
     */
    public function fields(): array
    {
        if (strlen($this->body) > self::MAX_BODY) {
            throw new Problem(413, 'A body has at most ' . self::MAX_BODY . ' bytes.');
        }
        if (!Json::isType($this->contentType)) {
            throw new Problem(415, "Media type '$this->contentType' is not supported: use application/json.");
        }
        try {
            $value = Json::decode($this->body);
        } catch (\JsonException $exception) {
            throw new Problem(400, "The body is not JSON: {$exception->getMessage()}.");
        }
        if (!$value instanceof \stdClass) {
            throw new Problem(400, 'The body is not an object.');
        }

        return get_object_vars($value);
    }

    private static function server(string $name, string $default): string
    {
        $value = $_SERVER[$name] ?? $default;

        return is_string($value) ? $value : $default;
    }
}
