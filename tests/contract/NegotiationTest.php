<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\NotAcceptable;
use HighPerApp\HighPer\Native\Exception\UnsupportedMediaType;
use HighPerApp\HighPer\Native\Serializer;
use PHPUnit\Framework\TestCase;

/**
 * The Accept header (RFC 9110, 12.5.1) and media types; the rules are in docs/serializer.md.
 */
class NegotiationTest extends TestCase
{
    private const JSON = 'application/json';
    private const MSGPACK = 'application/msgpack';

    /**
     * @param array<string, string|null> $table What is answered with, by header.
     */
    private static function check(array $table): void
    {
        $serializer = new Serializer();
        foreach ($table as $accept => $expected) {
            $accept = (string) $accept;
            try {
                $actual = $serializer->negotiate($accept);
            } catch (NotAcceptable) {
                $actual = null;
            }
            self::assertSame($expected, $actual, "Accept: $accept");
        }
    }

    public function testAHeaderThatAsksForNothingTakesAnything(): void
    {
        self::check(['' => self::JSON, " \t" => self::JSON, ',, ,' => self::JSON, 'text/html;q=2' => self::JSON, '*' => self::JSON]);
    }

    public function testTheHighestWeightWins(): void
    {
        self::check([
            'application/json;q=0.5, application/msgpack' => self::MSGPACK,
            'application/json;q=0.9, application/msgpack;q=0.901' => self::MSGPACK,
            'application/msgpack;q=0.5, */*' => self::JSON,
            'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8' => self::JSON,
            'application/json;q=0.001' => self::JSON,
            'application/json;q=0.2, application/json;q=0.8, application/msgpack;q=0.5' => self::JSON,
        ]);
    }

    public function testOfEqualWeightsTheMoreSpecificRangeThenTheFirstThenJson(): void
    {
        self::check([
            '*/*, application/msgpack' => self::MSGPACK,
            'application/*, application/msgpack' => self::MSGPACK,
            'application/msgpack, application/json' => self::MSGPACK,
            'application/json, application/msgpack' => self::JSON,
            'application/msgpack, application/json;charset=utf-8' => self::JSON,
            '*/*' => self::JSON,
            'application/*' => self::JSON,
            'application/x-msgpack;v=1, */*' => self::JSON,
            'application/ld+json;v=1, */*' => 'application/ld+json',
        ]);
    }

    public function testAWeightOfZeroExcludes(): void
    {
        self::check([
            'application/json;q=0, */*' => self::MSGPACK,
            'application/json;q=0.0, application/msgpack;q=0.000, */*' => null,
            'application/*;q=0, */*' => null,
            'application/*;q=0, */*, model/gltf+json' => 'model/gltf+json',
            '*/*;q=0, application/x-msgpack' => 'application/x-msgpack',
            '*/*;q=0' => null,
            'application/*;q=0.3, application/json;q=0.7, application/json;version=1, application/msgpack;q=0.8' => self::MSGPACK,
        ]);
    }

    public function testTypesKeepTheNameThatThePeerGivesThem(): void
    {
        self::check([
            'APPLICATION/VND.API+JSON;q=0.9, text/html' => 'application/vnd.api+json',
            'application/vnd.msgpack' => 'application/vnd.msgpack',
            'application/X-MsgPack' => 'application/x-msgpack',
            'application/messagepack' => 'application/messagepack',
            'image/vnd.thing+msgpack' => 'image/vnd.thing+msgpack',
            'model/gltf+json' => 'model/gltf+json',
        ]);
    }

    public function testOtherTypesAreNotAccepted(): void
    {
        self::check(array_fill_keys([
            'text/html', 'text/*', 'text/json', 'application/+json', 'application/json-seq', 'application/x-json', 'a/msgpack',
        ], null));
    }

    public function testParametersOtherThanTheCharsetAskForAVariant(): void
    {
        self::check([
            'application/ld+json;profile="a,b\"c"' => 'application/ld+json',
            'application/json;version=2, application/msgpack;q=0.5' => self::JSON,
            'application/json;version=2, application/json;q=0.1, application/msgpack;q=0.5' => self::MSGPACK,
            'application/json;version=2;q=0, */*' => self::JSON,
            'application/vnd.api+json;version=2;q=0, */*' => self::JSON,
            'application/json;version=2;q=0' => null,
            'application/json;charset=latin1' => null,
            'application/json;charset=latin1, application/msgpack;q=0.1' => self::MSGPACK,
            'application/json;CharSet="UTF\-8"' => self::JSON,
            'application/json;charset=utf8' => self::JSON,
            '*/*;charset=utf-8' => self::JSON,
        ]);
    }

    public function testMalformedElementsAreNotThere(): void
    {
        $malformed = [
            'application/json;q=1.001', 'application/json;q=0.1234', 'application/json;q=.', 'application/json;q=-1', 'application/json;q=',
            'application/json;q="0.5"', 'application/json;q=2', 'application/json;q=1;q=1', 'application/json;q', 'application/json;x=',
            'application/json;x= 1', 'application/json ;x =1', 'application /json', 'application/', '/json', 'application', '*/json',
            'application/*+json', '*pplication/json', 'application/json;x="', "application/json;x=\"\x7f\"", "application/json;x=\"\\\n\"",
            'application/json x', 'application/json/json', "application/json\r\n", "application/json\n", "application/json\0", "\u{e4}pplication/json",
            'application/json;x=""y', "application/json;q=1\n",
        ];
        foreach ($malformed as $element) {
            self::check(["application/msgpack;q=0.1, text/html, $element" => self::MSGPACK]);
        }
        $fine = [
            'application/json;q=1.', 'application/json;q=1.000', 'application/json;Q=0.5', 'application/json ; q=0.5', 'application/json;;q=0.5;',
            "application/json\t;\tq=0.5", 'application/json;q=0.5;charset="utf-8"', "application/json;x=\"\t \u{e9}\xff\\\xff\";charset=utf-8",
        ];
        foreach (\array_slice($fine, 0, -1) as $element) {
            self::check(["application/msgpack;q=0.1,$element" => self::JSON]);
        }
        self::check(['application/msgpack;q=0.1,application/json;q=0.' => self::MSGPACK, (string) end($fine) => self::JSON]);
    }

    public function testACommaInQuotesSeparatesNothing(): void
    {
        self::check([
            'text/html;x="a, application/json", application/msgpack' => self::MSGPACK,
            'text/html;x="a\", application/json", application/msgpack' => self::MSGPACK,
            'application/msgpack;q=0.5, text/html;x="a, application/json' => self::MSGPACK,
        ]);
    }

    public function testOnlyAHundredElementsCount(): void
    {
        $header = str_repeat('text/html, ', 99) . ', ,application/msgpack';
        self::check([$header => self::MSGPACK, "text/html, $header" => null]);
    }

    public function testNothingFits(): void
    {
        $long = 'text/html, image/' . str_repeat('x', 100);
        foreach (["text/html, \u{e9}/b" => 'text/html, ??/b', $long => substr($long, 0, 100) . '...'] as $accept => $shown) {
            foreach ([fn (Serializer $serializer) => $serializer->negotiate($accept), fn (Serializer $serializer) => $serializer->respond(1, $accept)] as $call) {
                try {
                    $call(new Serializer());
                    self::fail("Accept: $accept");
                } catch (NotAcceptable $exception) {
                    self::assertSame("Nothing fits the Accept header '$shown': there are application/json and application/msgpack", $exception->getMessage());
                    self::assertSame(406, $exception->getCode());
                }
            }
        }
    }

    public function testADeclaredTypeDecides(): void
    {
        $serializer = new Serializer();
        foreach (['application/json', ' Application/JSON ; charset=UTF-8', 'application/vnd.api+json;q=nonsense;ext="a,b"'] as $type) {
            self::assertSame('[1]', $serializer->serialize([1], $type), $type);
            self::assertSame([1], $serializer->deserialize('[1]', $type), $type);
        }
        foreach (['application/vnd.msgpack', 'application/thing+msgpack;charset="utf8"', "\tapplication/x-msgpack\t;"] as $type) {
            self::assertSame("\x91\x01", $serializer->serialize([1], $type), $type);
            self::assertSame([1], $serializer->deserialize("\x91\x01", $type), $type);
        }
    }

    public function testOtherDeclaredTypesAreUnsupported(): void
    {
        $long = 'a/' . str_repeat('b', 100);
        $hint = ' is not supported: use application/json or application/msgpack';
        $table = [
            'text/html' => "Media type 'text/html'$hint",
            'application/*' => "Media type 'application/*'$hint",
            'application/json, application/json' => "Media type 'application/json, application/json'$hint",
            'application/json;charset=latin1;x' => "Media type 'application/json;charset=latin1;x'$hint",
            "text/json;charset=latin1\n\u{e9}" => "Media type 'text/json;charset=latin1???'$hint",
            "application/json\n" => "Media type 'application/json?'$hint",
            $long => "Media type '" . substr($long, 0, 100) . "...'$hint",
            'application/json;charset=utf-8;charset="utf\-16"' => "Charset 'utf-16' is not supported: use UTF-8",
            'application/x-msgpack;CHARSET=Latin1' => "Charset 'Latin1' is not supported: use UTF-8",
        ];
        $serializer = new Serializer();
        foreach ($table as $type => $message) {
            $calls = [
                fn () => $serializer->serialize(1, $type),
                fn () => $serializer->deserialize('1', $type),
                fn () => $serializer->transcode('1', $type, self::JSON),
                fn () => $serializer->transcode('1', self::JSON, $type),
            ];
            foreach ($calls as $call) {
                self::assertUnsupported($message, $call);
            }
        }
        self::assertUnsupported("Media type ''$hint", fn () => $serializer->serialize(1, ''));
        self::assertUnsupported("Media type ' '$hint", fn () => $serializer->transcode('1', ' ', 'text/html'));
    }

    private static function assertUnsupported(string $message, callable $call): void
    {
        try {
            $call();
            self::fail("nothing was thrown; expected: $message");
        } catch (UnsupportedMediaType $exception) {
            self::assertSame([$message, 415], [$exception->getMessage(), $exception->getCode()]);
        }
    }
}
