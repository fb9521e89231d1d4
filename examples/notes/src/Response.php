<?php

declare(strict_types=1);

namespace Notes;

/**
 * An answer: a status, headers and, unless it is null, a value to send as JSON.
 */
class Response
{
    /**
     * @param array<string, string> $headers
     */
    public function __construct(
        public readonly int $status,
        public readonly mixed $value = null,
        public readonly array $headers = [],
    ) {
    }

    /**
     * @throws \JsonException if the value has no JSON form
     */
    public function send(): void
    {
        $body = $this->value === null ? '' : json_encode(
            $this->value,
            JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE,
        ) . "\n";
        http_response_code($this->status);
        header_remove('X-Powered-By');
        if ($body === '') {
            // PHP would announce HTML otherwise.
            ini_set('default_mimetype', '');
        }
        foreach ($this->headers + ($body === '' ? [] : ['Content-Type' => 'application/json']) as $name => $value) {
            header("$name: $value");
        }
        // For HEAD, PHP sends the headers alone.
        echo $body;
    }
}
