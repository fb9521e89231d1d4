<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;
use PHPUnit\Framework\TestCase;

class PersistenceTest extends TestCase
{
    use RouterAssertions;

    /** A key that no other test uses. */
    private static function key(): string
    {
        static $number = 0;

        return 'contract-' . getmypid() . '-' . ++$number;
    }

    public function testItIsBuiltOnceAVersion(): void
    {
        $key = self::key();
        $built = 0;
        $ask = static function (?string $version) use ($key, &$built): Router {
            return Router::persistent($key, static function () use (&$built): Router {
                ++$built;

                return (new Router('ignore', false))->get('/a/{x}', ["h$built", 1.5, null, true, ['k' => []]], 'n', ['m']);
            }, $version);
        };
        foreach ([[null, 1], [null, 1], ['1', 2], ['1', 2], [null, 2], ['2', 3], ['1', 4]] as $index => [$version, $expected]) {
            $router = $ask($version);
            self::assertSame([$expected, "h$expected"], [$built, $router->match('GET', '/A/b/')[0][0] ?? null], "question $index");
        }
        self::assertSame([["h4", 1.5, null, true, ['k' => []]], ['x' => 'b']], $router->match('GET', '/a/b'));
        self::assertSame(['m'], $router->find('GET', '/a/b')->middleware);
        self::assertSame('/a/c', $router->url('n', ['x' => 'c']));
        self::assertSame('ignore', $router->toArray()['options']['trailingSlash']);
        self::assertSame(Router::class, $router::class);
    }

    public function testKeysAndClassesAreApart(): void
    {
        $key = self::key();
        $one = Router::persistent($key, static fn (): Router => (new Router())->get('/', 'one'));
        $two = Router::persistent($key . "\0", static fn (): Router => (new Router())->get('/', 'two'));
        self::assertSame(['one', 'two'], [$one->match('GET', '/')[0], $two->match('GET', '/')[0]]);
        $sub = Subclass::persistent($key, static fn (): Router => (new Subclass('mine'))->get('/', 'sub'));
        self::assertSame([Subclass::class, 'sub', 'unset'], [$sub::class, $sub->match('GET', '/')[0], $sub->own]);
    }

    public function testWhatWasBuiltMayHaveManyOthersKeptWhenItGoes(): void
    {
        $key = self::key();
        $router = Router::persistent($key, static fn (): Router => (new class extends Router {
            public string $prefix = '';

            public function __destruct()
            {
                for ($number = 0; $this->prefix !== '' && $number < 100; ++$number) {
                    Router::persistent("$this->prefix $number", static fn (): Router => new Router());
                }
            }

            public function named(string $prefix): static
            {
                $this->prefix = $prefix;

                return $this;
            }
        })->named($key)->get('/a', 'handler'));
        self::assertSame(['handler', []], $router->match('GET', '/a'));
    }

    public function testAnyRouterMayBeBuilt(): void
    {
        $sub = Subclass::persistent(self::key(), static fn (): Router => (new Router('ignore'))->get('/a', 'parent'));
        self::assertSame([Subclass::class, ['parent', []]], [$sub::class, $sub->match('GET', '/a/')]);
        $base = Router::persistent(self::key(), static fn (): Router => (new Subclass())->get('/a', 'sub'));
        self::assertSame([Router::class, ['sub', []]], [$base::class, $base->match('GET', '/a')]);
        $hidden = Router::persistent(self::key(), static fn (): Router => (new class () extends Router {
            public function routes(): array
            {
                return [];
            }
        })->get('/a', 'h'));
        self::assertSame(['h', []], $hidden->match('GET', '/a'));
    }

    public function testItIsFrozen(): void
    {
        $kept = null;
        $router = Router::persistent($key = self::key(), static function () use (&$kept): Router {
            return $kept = (new Router())->get('/', 'h');
        });
        foreach ([$router, clone $router] as $frozen) {
            $attempts = [
                static fn (): Router => $frozen->get('/b', 'h'),
                static fn (): mixed => $frozen->__construct('ignore'),
                static fn (): Router => $frozen->add('GET', '/{', 'h'),
                static fn (): Router => $frozen->group('', static fn (): never => self::fail('called')),
            ];
            foreach ($attempts as $attempt) {
                self::assertRefused($attempt, RouterException::FROZEN, 'This router cannot be changed', 'a persistent router is built once, by its build function');
            }
        }
        $kept->get('/later', 'h');
        $again = Router::persistent($key, static fn (): never => self::fail('built again'));
        self::assertNull($again->match('GET', '/later'), 'what was built is not what is kept');
        self::assertCount(1, $again->routes());
    }

    public function testAFailingBuildKeepsWhatWasThere(): void
    {
        $key = self::key();
        Router::persistent($key, static fn (): Router => (new Router())->get('/', 'old'), '1');
        $thrown = new \DomainException('mine');
        try {
            Router::persistent($key, static fn () => throw $thrown, '2');
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            self::assertSame($thrown, $exception);
        }
        $nested = static fn (): Router => Router::persistent($key, static fn (): Router => Router::persistent($key, static fn (): Router => new Router(), '2'), '2');
        self::assertRefused($nested, RouterException::NESTED_BUILD, "The persistent router '$key' is being built already", 'do not ask for a key inside its own build function');
        foreach ([null, 'x', new \stdClass()] as $result) {
            $bad = static fn (): Router => Router::persistent($key, static fn (): mixed => $result, '2');
            self::assertRefused($bad, RouterException::BAD_BUILD, "The build function of '$key' returned " . get_debug_type($result), 'return a Router');
        }
        self::assertSame('old', Router::persistent($key, static fn (): never => self::fail('built'), '1')->match('GET', '/')[0]);
        $other = self::key();
        $outer = Router::persistent($key, static fn (): Router => (new Router())->get('/', Router::persistent($other, static fn (): Router => (new Router())->get('/', 'inner'))->match('GET', '/')[0]), '3');
        self::assertSame('inner', $outer->match('GET', '/')[0], 'another key may be asked for');
    }

    public function testHandlersThatCannotOutliveTheRequest(): void
    {
        $hint = 'a persistent table holds null, booleans, integers, floats, strings and arrays of these';
        $deep = 'h';
        for ($i = 0; $i < 66; ++$i) {
            $deep = [$deep];
        }
        $table = [
            [static fn (): int => 1, [], 'The handler of \'/a\' is of type Closure'], [new \stdClass(), [], "The handler of '/a' is of type stdClass"],
            [['a', [new \stdClass()]], [], "The handler of '/a' is of type stdClass"], [Suit::Spades, [], "The handler of '/a' is of type " . Suit::class],
            ['h', ['m', new \stdClass()], "The middleware of '/a' is of type stdClass"], [$deep, [], "The handler of '/a' is nested too deeply"],
        ];
        $key = self::key();
        foreach ($table as [$handler, $middleware, $what]) {
            $ask = static fn (): Router => Router::persistent($key, static fn (): Router => (new Router())->get('/a', $handler, null, $middleware));
            self::assertRefused($ask, RouterException::BAD_HANDLER, $what, $hint, '/a', input: $what);
        }
        self::assertSame('fine', Router::persistent($key, static fn (): Router => (new Router())->get('/a', 'fine'))->match('GET', '/a')[0]);
    }

    public function testHandedOutHandlersAreCopies(): void
    {
        $key = self::key();
        $ask = static fn (): Router => Router::persistent($key, static fn (): Router => (new Router())->get('/', ['list' => [1]]));
        $handler = $ask()->match('GET', '/')[0];
        $handler['list'][] = 2;
        self::assertSame(['list' => [1]], $ask()->match('GET', '/')[0]);
    }
}
