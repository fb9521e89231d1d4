<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Tests\Differential\Documents;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Made;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Taken;
use HighPerApp\HighPer\Native\Tests\Differential\Values;
use HighPerApp\HighPer\Native\Unpacker;

/**
 * Values packed and messages unpacked, whole and in pieces; and by ext-msgpack where both define the same: values of arrays, strings and numbers, with all
 * strings as str, and messages of these.
 */
class Messages implements Family
{
    private const UNPACK_FLAGS = [MessagePack::MAPS_AS_OBJECTS, MessagePack::MAPS_AS_MAPS, MessagePack::BIN_AS_OBJECTS, MessagePack::UINT64_AS_STRING, MessagePack::UINT64_AS_FLOAT];

    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        $documents = new Documents($values);
        return [
            'value' => Made::random($values),
            'flags' => $values->pick([0, 0, MessagePack::FLOAT32, MessagePack::STRINGS_AS_STR, MessagePack::STRINGS_AS_BIN, 6]),
            'message' => $values->chance(5) ? $values->bytes() : $documents->message(Made::message($values)),
            'unpack' => $values->chance(30) ? 0 : $values->flags(self::UNPACK_FLAGS),
            'depth' => $values->chance(80) ? 512 : $values->random->getInt(0, 5),
            'piece' => $values->random->getInt(1, 20),
            'length' => $values->pick([1 << 20, 1 << 20, 20]),
        ];
    }

    public function artifacts(array $case): array
    {
        return [];
    }

    public function answers(array $case, array $artifacts): array
    {
        ['message' => $message, 'unpack' => $unpack, 'depth' => $depth] = $case;
        $value = Made::build($case['value']);
        $answers = [
            'packing' => Seen::of(static fn (): string => MessagePack::pack($value, $case['flags'], null, $depth)),
            'unpacking' => Seen::of(static fn (): mixed => MessagePack::unpack($message, $unpack, null, $depth)),
            'unpacking in pieces' => Seen::of(static fn (): array => Taken::ofPieces(new Unpacker($unpack, null, $depth, $case['length']), str_split($message, max(1, $case['piece'])))),
        ];

        return \function_exists('msgpack_pack') ? $answers + self::byTheExtension($value, $message) : $answers;
    }

    public function snippet(array $case): string
    {
        $message = Code::of($case['message']);

        return <<<PHP
            foreach (['pack' => fn () => bin2hex(MessagePack::pack({$this->value($case)}, $case[flags], null, $case[depth])),
                'unpack' => fn () => MessagePack::unpack($message, $case[unpack], null, $case[depth]),
                'ext-msgpack packs' => fn () => bin2hex(msgpack_pack({$this->value($case)})), 'ext-msgpack unpacks' => fn () => msgpack_unpack($message)] as \$what => \$call) {
                try { var_dump(\$what, \$call()); } catch (\\Throwable \$e) { var_dump(\$e->getMessage()); }
            }
            \$unpacker = new Unpacker($case[unpack], null, $case[depth], $case[length]);
            foreach (str_split($message, $case[piece]) as \$piece) { \$unpacker->feed(\$piece); }
            var_dump(\$unpacker->hasValue(), \$unpacker->pending());
            PHP;
    }

    /** @param array<string, mixed> $case */
    private function value(array $case): string
    {
        return Code::of($case['value']);
    }

    /**
     * @return array<string, string>
     */
    private static function byTheExtension(mixed $value, string $message): array
    {
        $answers = [];
        if (self::isPlain($value)) {
            $ours = MessagePack::pack($value, MessagePack::STRINGS_AS_STR);
            $theirs = msgpack_pack($value);
            $answers['packing by ext-msgpack'] = $ours === $theirs ? 'the same' : self::WRONG . bin2hex($ours) . ', ext-msgpack: ' . bin2hex($theirs);
        }
        try {
            $ours = MessagePack::unpack($message);
            if (self::isPlain($ours) && !self::hasOddParts($message)) {
                $theirs = self::withoutObjects(@msgpack_unpack($message));
                $answers['unpacking by ext-msgpack'] = Seen::value($ours) === Seen::value($theirs) ? 'the same' : self::WRONG . Seen::value($ours) . ', ext-msgpack: ' . Seen::value($theirs);
            }
        } catch (MessagePackException) {
        }

        return $answers;
    }

    private static function isPlain(mixed $value): bool
    {
        if (!\is_array($value)) {
            return !\is_object($value);
        }
        foreach ($value as $entry) {
            if (!self::isPlain($entry)) {
                return false;
            }
        }

        return true;
    }

    /** To ext-msgpack an empty map is an object, the only one that it makes of such messages. */
    private static function withoutObjects(mixed $value): mixed
    {
        return $value instanceof \stdClass ? [] : (\is_array($value) ? array_map(self::withoutObjects(...), $value) : $value);
    }

    /** Whether a message has what ext-msgpack reads in its own way: extension types and floats of 32 bits. */
    private static function hasOddParts(string $message): bool
    {
        return preg_match('/[\xc7-\xca\xd4-\xd8]/', $message) === 1;
    }
}
