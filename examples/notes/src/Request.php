<?php

declare(strict_types=1);

namespace Notes;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\UnsupportedMediaType;
use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\Validator;

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
            // One byte more than allowed is enough to know that there is too much.
            (string) file_get_contents('php://input', length: self::MAX_BODY + 1),
        );
    }

    /**
     * The fields that the rules name, of the object in the body.
     *
     * @return array<array-key, mixed>
     *
     * @throws Problem if there is none, or it does not follow the rules
     */
    public function validated(Serializer $serializer, Validator $rules): array
    {
        $result = $rules->check($this->fields($serializer));

        if (!$result->ok) {
            throw new Problem(422, 'The body does not follow the rules.', $result->errors());
        }
        /** @var array<array-key, mixed> $fields of an array the validated part is one, too */
        $fields = $result->validated();

        return $fields;
    }

    /**
     * The fields of the object in the body, which is JSON or MessagePack as its type says.
     *
     * @return array<array-key, mixed>
     *
     * @throws Problem if there is none
     */
    private function fields(Serializer $serializer): array
    {
        if (strlen($this->body) > self::MAX_BODY) {
            throw new Problem(413, 'A body has at most ' . self::MAX_BODY . ' bytes.');
        }
        try {
            $value = $serializer->deserialize($this->body, $this->contentType);
        } catch (UnsupportedMediaType $exception) {
            throw new Problem(415, $exception->getMessage() . '.');
        } catch (JsonException $exception) {
            $place = "line {$exception->getLineNumber()}, column {$exception->getColumn()}";
            throw new Problem(400, "The body is not JSON: {$exception->getMessage()} in $place.");
        } catch (MessagePackException $exception) {
            throw new Problem(400, "The body is not MessagePack: {$exception->getMessage()}.");
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
