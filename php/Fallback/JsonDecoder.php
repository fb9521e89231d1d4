<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\JsonDecoderInterface;
use HighPerApp\HighPer\Native\Fallback\Json\Lines;
use HighPerApp\HighPer\Native\Fallback\Json\Reader;
use HighPerApp\HighPer\Native\Fallback\Json\Source;

/**
 * The decoder that is set up once, in PHP over ext-json.
 */
class JsonDecoder implements JsonDecoderInterface
{
    use NotSerializable;

    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\JsonDecoder';

    private ?bool $associative = null;

    private int $depth = 512;

    private int $flags = 0;

    /**
     * @param bool|null $associative Objects as arrays; null leaves it to JSON_OBJECT_AS_ARRAY.
     * @param int       $depth       How deep arrays and objects may be nested, 1 to 2147483647.
     * @param int       $flags       JSON_* constants of json_decode().
     *
     * @throws \ValueError if the depth is out of range
     */
    public function __construct(?bool $associative = null, int $depth = 512, int $flags = 0)
    {
        Reader::checkDepth($depth, self::NAME . '::__construct', 2);
        $this->associative = $associative;
        $this->depth = $depth;
        $this->flags = $flags;
    }

    public function decode(string $json): mixed
    {
        return Reader::decode($json, $this->associative, $this->depth, $this->flags);
    }

    public function get(string $json, string $pointer): mixed
    {
        return Reader::get($json, $pointer, $this->associative, $this->depth, $this->flags);
    }

    public function lines(mixed $source): \Iterator
    {
        return new Lines(Source::pieces($source, self::NAME . '::lines'), $this->associative, $this->depth, $this->flags);
    }
}
