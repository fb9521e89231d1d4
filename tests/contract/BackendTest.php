<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Bin;
use HighPerApp\HighPer\Native\Contract\JsonDecoderInterface;
use HighPerApp\HighPer\Native\Contract\JsonInterface;
use HighPerApp\HighPer\Native\Contract\MessagePackInterface;
use HighPerApp\HighPer\Native\Contract\RouterInterface;
use HighPerApp\HighPer\Native\Contract\SerializerInterface;
use HighPerApp\HighPer\Native\Contract\UnpackerInterface;
use HighPerApp\HighPer\Native\Exception\BackendException;
use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\NotAcceptable;
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Exception\UnsupportedMediaType;
use HighPerApp\HighPer\Native\Extension;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\JsonDecoder;
use HighPerApp\HighPer\Native\Map;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Payload;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;
use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\Timestamp;
use HighPerApp\HighPer\Native\Unpacker;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

use function HighPerApp\HighPer\Native\route_match;

class BackendTest extends TestCase
{
    /** The classes with an interface that says what they promise. */
    private const CONTRACTS = [
        Router::class => RouterInterface::class,
        Json::class => JsonInterface::class,
        JsonDecoder::class => JsonDecoderInterface::class,
        MessagePack::class => MessagePackInterface::class,
        Unpacker::class => UnpackerInterface::class,
        Serializer::class => SerializerInterface::class,
    ];

    /** The constructors that are no part of an interface. */
    private const CONSTRUCTORS = [
        JsonDecoder::class => ['?bool $associative = NULL', 'int $depth = 512', 'int $flags = 0'],
        Unpacker::class => ['int $flags = 0', '?' . Extensions::class . ' $extensions = NULL', 'int $depth = 512', 'int $maxLength = 67108864'],
        Serializer::class => [
            'int $jsonFlags = 0', 'int $messagePackFlags = 0', 'bool $associative = true', 'int $depth = 512', '?' . Extensions::class . ' $extensions = NULL',
        ],
        Bin::class => ['string $bytes'],
        Map::class => ['array $values = array (' . "\n" . ')'],
        Extension::class => ['int $type', 'string $data'],
        Payload::class => ['string $body', 'string $contentType', 'string $vary'],
    ];

    public function testTheBackendIsTheOneThatWasAskedFor(): void
    {
        $expected = getenv('HIGHPER_EXPECT') ?: getenv('HIGHPER_BACKEND') ?: Backend::current();
        self::assertSame($expected, Backend::current());
        self::assertContains(Backend::current(), ['extension', 'ffi', 'php']);
        self::assertMatchesRegularExpression('~^\d+\.\d+\.\d+~', Backend::version());
    }

    public function testTheExtensionAloneDeclaresTheClassesItself(): void
    {
        $others = [
            RouteMatch::class, RouteStatus::class, RouterException::class, Backend::class, JsonException::class, MessagePackException::class, NotAcceptable::class,
            UnsupportedMediaType::class, Bin::class, Map::class, Extension::class, Extensions::class, Timestamp::class, Payload::class,
        ];
        foreach ([...array_keys(self::CONTRACTS), ...array_values(self::CONTRACTS), ...$others] as $class) {
            self::assertSame(Backend::current() === 'extension', (new \ReflectionClass($class))->isInternal(), $class);
        }
    }

    public function testNamesAndAncestors(): void
    {
        $router = new Router();
        self::assertSame('HighPerApp\HighPer\Native\Router', $router::class);
        self::assertInstanceOf(RouterInterface::class, $router);
        $parents = [
            RouterException::class => \LogicException::class,
            BackendException::class => \RuntimeException::class,
            JsonException::class => \JsonException::class,
            MessagePackException::class => \RuntimeException::class,
            NotAcceptable::class => \RuntimeException::class,
            UnsupportedMediaType::class => \RuntimeException::class,
        ];
        foreach ($parents as $class => $parent) {
            self::assertTrue(is_subclass_of($class, $parent), $class);
            self::assertTrue(is_subclass_of($class, HighPerException::class), $class);
        }
        self::assertTrue(is_subclass_of(HighPerException::class, \Throwable::class));
        self::assertSame([0, 1, 2], array_map(static fn (RouteStatus $status): int => $status->value, RouteStatus::cases()));
    }

    public function testTheValidatorIsPhpsWorkAloneThroughFfi(): void
    {
        $fallback = 'HighPerApp\HighPer\Native\Fallback\Validator';
        self::assertSame(Backend::current() === 'extension' ? false : $fallback, get_parent_class(Validator::class));
    }

    public function testSignaturesAreThoseOfTheInterface(): void
    {
        foreach (self::CONTRACTS as $class => $interface) {
            self::assertTrue(is_subclass_of($class, $interface), $class);
            foreach ((new \ReflectionClass($interface))->getMethods() as $promised) {
                $method = new \ReflectionMethod($class, $promised->getName());
                self::assertSame(self::parameters($promised), self::parameters($method), "$class::{$promised->getName()}()");
                self::assertSame((string) $promised->getReturnType(), (string) $method->getReturnType(), "$class::{$promised->getName()}()");
                self::assertSame($promised->isStatic(), $method->isStatic(), "$class::{$promised->getName()}()");
            }
        }
        foreach (self::CONSTRUCTORS as $class => $parameters) {
            self::assertSame($parameters, self::parameters(new \ReflectionMethod($class, '__construct')), $class);
        }
    }

    /**
     * @return list<string> As they would be declared.
     */
    private static function parameters(\ReflectionMethod $method): array
    {
        return array_map(
            static fn (\ReflectionParameter $parameter): string => $parameter->getType() . ' $' . $parameter->getName()
                . ($parameter->isDefaultValueAvailable() ? ' = ' . var_export($parameter->getDefaultValue(), true) : ''),
            $method->getParameters(),
        );
    }

    public function testConstants(): void
    {
        $flags = [
            'FLOAT32' => 1, 'STRINGS_AS_STR' => 2, 'STRINGS_AS_BIN' => 4, 'MAPS_AS_OBJECTS' => 16, 'MAPS_AS_MAPS' => 32, 'BIN_AS_OBJECTS' => 64,
            'UINT64_AS_STRING' => 128, 'UINT64_AS_FLOAT' => 256,
        ];
        foreach ($flags as $name => $value) {
            self::assertSame($value, \constant(MessagePack::class . "::$name"), $name);
        }
        $codes = [
            JsonException::class => ['INVALID_POINTER' => 100, 'NO_SUCH_VALUE' => 101, 'WRITE_FAILED' => 102, 'READ_FAILED' => 103],
            MessagePackException::class => [
                'TRUNCATED' => 1, 'TRAILING_BYTES' => 2, 'MALFORMED' => 3, 'DEPTH' => 4, 'LENGTH' => 5, 'INTEGER_RANGE' => 6, 'KEY' => 7, 'UTF8' => 8,
                'UNSUPPORTED_TYPE' => 9, 'RECURSION' => 10, 'INCOMPLETE' => 11, 'EXTENSION' => 12,
            ],
        ];
        foreach ($codes as $class => $names) {
            foreach ($names as $name => $code) {
                self::assertSame($code, \constant("$class::$name"), "$class::$name");
            }
        }
    }

    public function testErrorCodes(): void
    {
        $codes = [
            'MALFORMED_PATTERN', 'UNKNOWN_CONSTRAINT', 'BAD_CONSTRAINT', 'DUPLICATE_PARAMETER', 'DUPLICATE_ROUTE', 'DUPLICATE_NAME',
            'BAD_METHOD', 'UNKNOWN_NAME', 'MISSING_PARAMETER', 'BAD_PARAMETER', 'BAD_DEFINITION', 'BAD_HANDLER', 'FROZEN',
            'NESTED_BUILD', 'BAD_OPTION', 'TOO_LARGE', 'NOT_SERIALIZABLE', 'MATCH_FAILED', 'BAD_BUILD',
        ];
        foreach ($codes as $index => $name) {
            self::assertSame($index + 1, \constant(RouterException::class . "::$name"), $name);
        }
    }

    public function testTheFunctionAnswersAsTheMethodDoes(): void
    {
        $router = (new Router())->get('/a/{b}', 'h');
        $router->group('', static fn (Router $router): Router => $router->get('/a/{b}', 'hosted'), host: '{t}.x');
        foreach ([['GET', '/a/1', null], ['POST', '/a/1', null], ['GET', '/', null], ['GET', '/a/1', 't.x'], ['GET', '', '']] as $arguments) {
            self::assertSame($router->match(...$arguments), route_match($router, ...$arguments));
        }
        self::assertSame(['h', ['b' => '1']], route_match(router: $router, method: 'GET', path: '/a/1'));
        $this->expectException(\TypeError::class);
        route_match(new \stdClass(), 'GET', '/');
    }
}
