<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * A serialized value and the headers that go with it.
 */
class Payload
{
    /**
     * @param string $body        The bytes.
     * @param string $contentType Value of the Content-Type header.
     * @param string $vary        Value of the Vary header (RFC 9110, 12.5.5).
     */
    public function __construct(
        public readonly string $body,
        public readonly string $contentType,
        public readonly string $vary,
    ) {
    }

    /**
     * The headers by name: Content-Type, Content-Length and Vary.
     *
     * @return array<string, string>
     */
    public function headers(): array
    {
        return ['Content-Type' => $this->contentType, 'Content-Length' => (string) \strlen($this->body), 'Vary' => $this->vary];
    }
}
