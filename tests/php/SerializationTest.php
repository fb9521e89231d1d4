<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Fallback\Json;
use HighPerApp\HighPer\Native\Fallback\JsonDecoder;
use HighPerApp\HighPer\Native\Fallback\Serializer;
use HighPerApp\HighPer\Native\Fallback\Unpacker;
use PHPUnit\Framework\TestCase;

/**
 * The fallback's objects cannot be serialized, as the extension's cannot.
 */
class SerializationTest extends TestCase
{
    public function testItIsRefusedBothWays(): void
    {
        foreach ([new JsonDecoder(), new Unpacker(), new Serializer(), Json::lines('1')] as $object) {
            $class = $object::class;
            $calls = [
                'Serialization' => static fn (): string => serialize($object),
                'Unserialization' => static fn (): mixed => unserialize(\sprintf('O:%d:"%s":0:{}', \strlen($class), $class)),
            ];
            foreach ($calls as $what => $call) {
                try {
                    $call();
                    self::fail("$what of $class");
                } catch (\Exception $exception) {
                    self::assertSame("$what of '$class' is not allowed", $exception->getMessage());
                }
            }
        }
    }
}
