<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\UnpackerInterface;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Arguments;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Decoder;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Scanner;

/**
 * The Unpacker in PHP: a buffer, and a scanner that finds where values end.
 */
class Unpacker implements UnpackerInterface
{
    use NotSerializable;

    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\Unpacker';

    private const FLAGS = 0;
    private const DEPTH = 512;
    private const MAX_LENGTH = 67108864;

    private int $flags = self::FLAGS;

    private ?Extensions $extensions = null;

    private int $depth = self::DEPTH;

    private ?Scanner $scanner = null;

    private string $buffer = '';

    /** Where the buffer begins in the stream. */
    private int $base = 0;

    /** How much of the stream was taken. */
    private int $taken = 0;

    /** @var list<int> Where the complete values end, the taken ones too until they are many. */
    private array $ends = [];

    /** How many of these are taken. */
    private int $next = 0;

    /** What feed() found, once for good. */
    private ?MessagePackException $fault = null;

    /**
     * @param int             $flags      MessagePack::MAPS_AS_*, BIN_AS_OBJECTS, UINT64_AS_*.
     * @param Extensions|null $extensions Callbacks for extension types.
     * @param int             $depth      How deep values may be nested, 1 to 2147483647.
     * @param int             $maxLength  How many bytes a value may have.
     *
     * @throws \ValueError if the depth, a flag or the length is out of range
     */
    public function __construct(
        int $flags = self::FLAGS,
        ?Extensions $extensions = null,
        int $depth = self::DEPTH,
        int $maxLength = self::MAX_LENGTH,
    ) {
        Arguments::checkUnpackFlags($flags, self::NAME . '::__construct', 1);
        Arguments::checkDepth($depth, self::NAME . '::__construct', 3);
        Arguments::checkMaxLength($maxLength, self::NAME . '::__construct', 4);
        $this->flags = $flags;
        $this->extensions = $extensions;
        $this->depth = min($depth, Decoder::DEEPEST);
        $this->scanner = new Scanner($this->depth, $maxLength);
        [$this->buffer, $this->base, $this->taken, $this->ends, $this->next, $this->fault] = ['', 0, 0, [], 0, null];
    }

    public function __clone()
    {
        $this->scanner = $this->scanner === null ? null : clone $this->scanner;
    }

    public function feed(string $bytes): static
    {
        $this->refuse();
        $this->compact();
        $this->buffer .= $bytes;
        foreach ($this->scanner()->scan($this->buffer, $this->base, $this->fault) as $end) {
            $this->ends[] = $end;
        }
        $this->refuse();

        return $this;
    }

    public function hasValue(): bool
    {
        return isset($this->ends[$this->next]);
    }

    public function take(): mixed
    {
        if (!isset($this->ends[$this->next])) {
            throw MessagePackException::of(MessagePackException::INCOMPLETE, 'No value is complete', 'feed more bytes and ask hasValue() first');
        }
        $begin = $this->taken;
        // Before anything is built: a callback may use this object.
        $this->taken = $this->ends[$this->next++];

        return (new Decoder(
            substr($this->buffer, $begin - $this->base, $this->taken - $begin),
            $this->flags,
            $this->extensions,
            $this->depth,
            $begin,
        ))->decode();
    }

    public function pending(): int
    {
        return $this->base + \strlen($this->buffer) - $this->taken;
    }

    public function finish(): void
    {
        $this->refuse();
        $fed = $this->base + \strlen($this->buffer);
        if ($this->scanner()->isWithin($fed)) {
            throw MessagePackException::of(MessagePackException::TRUNCATED, 'The bytes end within a value', 'the message is cut off', $fed);
        }
    }

    private function scanner(): Scanner
    {
        return $this->scanner ??= new Scanner(self::DEPTH, self::MAX_LENGTH);
    }

    /**
     * Throws what feed() found.
     */
    private function refuse(): void
    {
        if ($this->fault !== null) {
            throw $this->fault;
        }
    }

    /**
     * Forgets what was taken, but not often: each time copies the rest.
     */
    private function compact(): void
    {
        if (2 * ($this->taken - $this->base) > \strlen($this->buffer)) {
            $this->buffer = substr($this->buffer, $this->taken - $this->base);
            $this->base = $this->taken;
        }
        if (2 * $this->next > \count($this->ends)) {
            $this->ends = \array_slice($this->ends, $this->next);
            $this->next = 0;
        }
    }
}
