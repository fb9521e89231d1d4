<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Fallback;

use HighPerApp\HighPer\Native\Contract\MessagePackInterface;
use HighPerApp\HighPer\Native\Contract\SerializerInterface;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\NotAcceptable;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Fallback\MessagePack\Arguments;
use HighPerApp\HighPer\Native\Fallback\Serializer\Accept;
use HighPerApp\HighPer\Native\Fallback\Serializer\JsonToMessagePack;
use HighPerApp\HighPer\Native\Fallback\Serializer\MediaType;
use HighPerApp\HighPer\Native\Fallback\Serializer\MessagePackToJson;
use HighPerApp\HighPer\Native\Payload;

/**
 * The Serializer in PHP: settings, the choice of the format, and counting.
 */
class Serializer implements SerializerInterface
{
    use NotSerializable;

    /** As errors name the class, in every backend. */
    private const NAME = 'HighPerApp\HighPer\Native\Serializer';

    private const PACK_FLAGS = MessagePackInterface::FLOAT32 | MessagePackInterface::STRINGS_AS_STR | MessagePackInterface::STRINGS_AS_BIN;
    private const MAP_FLAGS = MessagePackInterface::MAPS_AS_OBJECTS | MessagePackInterface::MAPS_AS_MAPS;
    private const UNPACK_FLAGS = self::MAP_FLAGS | MessagePackInterface::BIN_AS_OBJECTS | MessagePackInterface::UINT64_AS_STRING
        | MessagePackInterface::UINT64_AS_FLOAT;

    private const NOTHING_DONE = ['written' => 0, 'bytesWritten' => 0, 'read' => 0, 'bytesRead' => 0, 'transcoded' => 0, 'failed' => 0];

    private int $jsonFlags = JSON_THROW_ON_ERROR;

    private int $packFlags = 0;

    private int $unpackFlags = 0;

    private bool $associative = true;

    private int $depth = 512;

    private ?Extensions $extensions = null;

    /** @var array<string, array{written: int, bytesWritten: int, read: int, bytesRead: int, transcoded: int, failed: int}> */
    private array $done = [MediaType::JSON => self::NOTHING_DONE, MediaType::MESSAGE_PACK => self::NOTHING_DONE];

    /**
     * @param int             $jsonFlags        JSON_* constants of both directions; JSON_THROW_ON_ERROR is implied.
     * @param int             $messagePackFlags Flags of MessagePack::pack() and unpack().
     * @param bool            $associative      Whether objects and maps are read as arrays.
     * @param int             $depth            How deep values may be nested, 1 to 2147483647.
     * @param Extensions|null $extensions       Callbacks for MessagePack's extension types.
     *
     * @throws \ValueError if the depth or a flag is out of range
     */
    public function __construct(
        int $jsonFlags = 0,
        int $messagePackFlags = 0,
        bool $associative = true,
        int $depth = 512,
        ?Extensions $extensions = null,
    ) {
        self::checkFlags($messagePackFlags);
        Arguments::checkDepth($depth, self::NAME . '::__construct', 4);
        $this->jsonFlags = $jsonFlags | JSON_THROW_ON_ERROR;
        $this->packFlags = $messagePackFlags & self::PACK_FLAGS;
        $this->unpackFlags = $messagePackFlags & self::UNPACK_FLAGS;
        if (!$associative && ($messagePackFlags & self::MAP_FLAGS) === 0) {
            $this->unpackFlags |= MessagePackInterface::MAPS_AS_OBJECTS;
        }
        $this->associative = $associative;
        $this->depth = $depth;
        $this->extensions = $extensions;
        $this->done = [MediaType::JSON => self::NOTHING_DONE, MediaType::MESSAGE_PACK => self::NOTHING_DONE];
    }

    public function negotiate(string $accept): string
    {
        $shown = MediaType::shown($accept);

        return Accept::choose($accept) ?? throw new NotAcceptable(
            "Nothing fits the Accept header '$shown': there are application/json and application/msgpack",
            406,
        );
    }

    public function respond(mixed $value, string $accept): Payload
    {
        $type = $this->negotiate($accept);

        return new Payload($this->write($value, MediaType::format($type)), $type, 'Accept');
    }

    public function serialize(mixed $value, string $contentType): string
    {
        return $this->write($value, MediaType::format($contentType));
    }

    public function deserialize(string $bytes, ?string $contentType = null): mixed
    {
        $format = trim($contentType ?? '', " \t") === '' ? self::sniff($bytes) : MediaType::format((string) $contentType);
        $value = $this->counted($format, fn (): mixed => $format === MediaType::JSON
            ? Json::decode($bytes, $this->associative, $this->depth, $this->jsonFlags)
            : MessagePack::unpack($bytes, $this->unpackFlags, $this->extensions, $this->depth));
        ++$this->done[$format]['read'];
        $this->done[$format]['bytesRead'] += \strlen($bytes);

        return $value;
    }

    public function transcode(string $bytes, string $from, string $to): string
    {
        $from = MediaType::format($from);
        $to = MediaType::format($to);
        $result = $this->counted($to, fn (): string => $this->convert($bytes, $from, $to, $this->depth));
        ++$this->done[$to]['transcoded'];

        return $result;
    }

    /**
     * Makes bytes of one format of those of another; of the same format they are checked only.
     *
     * @param string $from MediaType::JSON or MediaType::MESSAGE_PACK
     * @param string $to   the same
     *
     * @throws JsonException
     * @throws MessagePackException
     */
    protected function convert(string $bytes, string $from, string $to, int $depth): string
    {
        if ($from !== $to) {
            return $to === MediaType::JSON ? MessagePackToJson::convert($bytes, $depth) : JsonToMessagePack::convert($bytes, $depth);
        }
        if ($to === MediaType::JSON) {
            Json::decode($bytes, true, $depth, JSON_THROW_ON_ERROR);
        } else {
            MessagePack::unpack($bytes, MessagePackInterface::MAPS_AS_MAPS | MessagePackInterface::UINT64_AS_STRING, null, $depth);
        }

        return $bytes;
    }

    public function statistics(): array
    {
        return $this->done;
    }

    private function write(mixed $value, string $format): string
    {
        $bytes = $this->counted($format, fn (): string => $format === MediaType::JSON
            ? (string) Json::encode($value, $this->jsonFlags, $this->depth)
            : MessagePack::pack($value, $this->packFlags, $this->extensions, $this->depth));
        ++$this->done[$format]['written'];
        $this->done[$format]['bytesWritten'] += \strlen($bytes);

        return $bytes;
    }

    /**
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     */
    private function counted(string $format, callable $work): mixed
    {
        try {
            return $work();
        } catch (\Throwable $failure) {
            ++$this->done[$format]['failed'];
            throw $failure;
        }
    }

    /**
     * The format of bytes whose type nobody declared.
     */
    private static function sniff(string $bytes): string
    {
        $first = $bytes[strspn($bytes, " \t\r\n")] ?? '';

        return $first !== '' && str_contains('{["-0123456789tfn', $first) ? MediaType::JSON : MediaType::MESSAGE_PACK;
    }

    /**
     * @throws \ValueError
     */
    private static function checkFlags(int $flags): void
    {
        $together = [
            ['STRINGS_AS_STR', MessagePackInterface::STRINGS_AS_STR, 'STRINGS_AS_BIN', MessagePackInterface::STRINGS_AS_BIN],
            ['MAPS_AS_OBJECTS', MessagePackInterface::MAPS_AS_OBJECTS, 'MAPS_AS_MAPS', MessagePackInterface::MAPS_AS_MAPS],
            ['UINT64_AS_STRING', MessagePackInterface::UINT64_AS_STRING, 'UINT64_AS_FLOAT', MessagePackInterface::UINT64_AS_FLOAT],
        ];
        $rule = ($flags & ~(self::PACK_FLAGS | self::UNPACK_FLAGS)) !== 0
            ? 'be a combination of the flags of MessagePack::pack() and MessagePack::unpack()'
            : null;
        foreach ($together as [$name, $flag, $otherName, $other]) {
            if (($flags & $flag) !== 0 && ($flags & $other) !== 0) {
                $rule ??= "not have both $name and $otherName";
            }
        }
        if ($rule !== null) {
            throw new \ValueError(self::NAME . "::__construct(): Argument #2 (\$messagePackFlags) must $rule");
        }
    }
}
