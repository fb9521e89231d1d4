<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\JsonDecoder;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Keys that are not ASCII are found in the arrays that decoders make, and by the rules that name them: PHP's tables hash bytes as signed numbers on some
 * machines.
 */
class KeyHashTest extends TestCase
{
    private const KEYS = ['é', 'aé', 'éa', 'naïve', 'ключ', '鍵', "\u{1F511}", 'ééééééééééééé', 'plain ASCII é at 12', 'plain'];

    public function testDecodedKeysAreFound(): void
    {
        $value = array_fill_keys(self::KEYS, 1);
        $decoder = new JsonDecoder();
        $json = json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        $decoded = [
            'Json' => Json::decode($json, true),
            'Json, again' => Json::decode($json, true),
            'Json, escaped' => Json::decode(json_encode($value, JSON_THROW_ON_ERROR), true),
            'an object' => (array) Json::decode($json),
            'JsonDecoder' => $decoder->decode($json),
            'MessagePack' => MessagePack::unpack(MessagePack::pack($value)),
        ];
        foreach ($decoded as $name => $array) {
            foreach (self::KEYS as $key) {
                // Not the literal: its hash may be known already.
                self::assertArrayHasKey(substr("$key!", 0, -1), (array) $array, "$name: $key");
                self::assertSame(1, ((array) $array)[$key], "$name: $key");
            }
        }
    }

    public function testRulesFindTheirFields(): void
    {
        foreach (self::KEYS as $key) {
            self::assertFalse(Validator::compile([$key => 'integer'])->passes([$key => 'x']), $key);
            self::assertSame([$key => 1], Validator::compile([$key => 'integer'])->validate([$key => 1, 'other' => 2]), $key);
        }
    }
}
