<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Contract\RouterInterface;
use HighPerApp\HighPer\Native\Exception\BackendException;
use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\RouteStatus;
use PHPUnit\Framework\TestCase;

use function HighPerApp\HighPer\Native\route_match;

class BackendTest extends TestCase
{
    public function testTheBackendIsTheOneThatWasAskedFor(): void
    {
        $expected = getenv('HIGHPER_EXPECT') ?: getenv('HIGHPER_BACKEND') ?: Backend::current();
        self::assertSame($expected, Backend::current());
        self::assertContains(Backend::current(), ['extension', 'ffi', 'php']);
        self::assertMatchesRegularExpression('~^\d+\.\d+\.\d+~', Backend::version());
    }

    public function testTheExtensionAloneDeclaresTheClassesItself(): void
    {
        foreach ([Router::class, RouteMatch::class, RouteStatus::class, RouterInterface::class, RouterException::class, Backend::class] as $class) {
            self::assertSame(Backend::current() === 'extension', (new \ReflectionClass($class))->isInternal(), $class);
        }
    }

    public function testNamesAndAncestors(): void
    {
        $router = new Router();
        self::assertSame('HighPerApp\HighPer\Native\Router', $router::class);
        self::assertInstanceOf(RouterInterface::class, $router);
        foreach ([RouterException::class => \LogicException::class, BackendException::class => \RuntimeException::class] as $class => $parent) {
            self::assertTrue(is_subclass_of($class, $parent), $class);
            self::assertTrue(is_subclass_of($class, HighPerException::class), $class);
        }
        self::assertTrue(is_subclass_of(HighPerException::class, \Throwable::class));
        self::assertSame([0, 1, 2], array_map(static fn (RouteStatus $status): int => $status->value, RouteStatus::cases()));
    }

    public function testSignaturesAreThoseOfTheInterface(): void
    {
        foreach ((new \ReflectionClass(RouterInterface::class))->getMethods() as $promised) {
            $method = new \ReflectionMethod(Router::class, $promised->getName());
            $names = static fn (\ReflectionMethod $method): array => array_map(
                static fn (\ReflectionParameter $parameter): string => $parameter->getType() . ' $' . $parameter->getName()
                    . ($parameter->isDefaultValueAvailable() ? ' = ' . var_export($parameter->getDefaultValue(), true) : ''),
                $method->getParameters(),
            );
            self::assertSame($names($promised), $names($method), $promised->getName());
            self::assertSame((string) $promised->getReturnType(), (string) $method->getReturnType(), $promised->getName());
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
