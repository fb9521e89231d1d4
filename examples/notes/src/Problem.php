<?php

declare(strict_types=1);

namespace Notes;

/**
 * A request that cannot be answered as asked; it becomes a problem document (RFC 9457).
 */
class Problem extends \RuntimeException
{
    private const TITLES = [
        400 => 'Bad Request',
        401 => 'Unauthorized',
        404 => 'Not Found',
        405 => 'Method Not Allowed',
        406 => 'Not Acceptable',
        413 => 'Content Too Large',
        415 => 'Unsupported Media Type',
        422 => 'Unprocessable Content',
    ];

    /**
     * @param array<string, list<string>> $errors  What is wrong, by field.
     * @param array<string, string>       $headers
     */
    public function __construct(
        public readonly int $status,
        string $detail,
        public readonly array $errors = [],
        public readonly array $headers = [],
    ) {
        parent::__construct($detail);
    }

    /**
     * @param string $reason What the challenge says of the token that was sent, as RFC 6750 has it.
     */
    public static function unauthorized(string $detail, string $reason = ''): self
    {
        return new self(401, $detail, headers: ['WWW-Authenticate' => 'Bearer realm="notes"' . $reason]);
    }

    /**
     * @param string $type What was negotiated for the answer. The problem document has a type of its own in JSON, but none in MessagePack.
     */
    public function toResponse(string $type = 'application/json'): Response
    {
        $type = str_ends_with($type, 'json') ? 'application/problem+json' : $type;
        $document = ['title' => self::TITLES[$this->status], 'status' => $this->status, 'detail' => $this->getMessage()];
        if ($this->errors !== []) {
            $document['errors'] = $this->errors;
        }

        return (new Response($this->status, $document, $this->headers))->as($type);
    }
}
