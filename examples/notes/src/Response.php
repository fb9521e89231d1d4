<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Serializer;

/**
 * An answer: a status, headers and, unless it is null, a value to send in the form that the Content-Type header names; JSON, if none does.
 */
class Response
{
    private const TYPE = 'application/json';

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
     * The same in the form that was negotiated.
     */
    public function as(string $type): self
    {
        return $this->value === null ? $this : new self($this->status, $this->value, $this->headers + ['Content-Type' => $type, 'Vary' => 'Accept']);
    }

    /**
     * The value in its form: what is sent after the headers.
     *
     * @throws \JsonException if the value has no JSON form
     */
    public function body(Serializer $serializer): string
    {
        return $this->value === null ? '' : $serializer->serialize($this->value, $this->headers['Content-Type'] ?? self::TYPE);
    }

    /**
     * @param string $body What body() gave, or what another serializer made of the value.
     */
    public function send(string $body): void
    {
        $headers = $this->headers + ($this->value === null ? [] : ['Content-Type' => self::TYPE]);
        http_response_code($this->status);
        header_remove('X-Powered-By');
        if ($body === '') {
            // PHP would announce HTML otherwise.
            ini_set('default_mimetype', '');
        }
        foreach ($headers as $name => $value) {
            header("$name: $value");
        }
        // For HEAD, PHP sends the headers alone. The line's end is for people; it is nothing to JSON, but MessagePack has no place for it.
        echo $body, str_ends_with($headers['Content-Type'] ?? '', 'json') ? "\n" : '';
    }
}
