<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use HighPerApp\HighPer\Native\Exception\MessagePackException;
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Validator;
use PHPUnit\Framework\TestCase;

/**
 * Destructors of values that a call lets go of: when they run, and what comes of their exceptions. It is as in PHP, where a value goes as soon as nobody has it, and
 * what a destructor throws while an exception is on its way has that one for its previous one.
 */
class DestructorTest extends TestCase
{
    private static function falling(\Closure $then): object
    {
        return new class ($then) {
            public function __construct(private readonly \Closure $then)
            {
            }

            public function __destruct()
            {
                ($this->then)();
            }
        };
    }

    /**
     * @param class-string<\Throwable> $first
     */
    private static function assertThrowsAfter(string $first, \Closure $call): void
    {
        try {
            $call();
            self::fail('nothing was thrown');
        } catch (\DomainException $exception) {
            self::assertSame('from a destructor', $exception->getMessage());
            self::assertInstanceOf($first, $exception->getPrevious());
            self::assertNull($exception->getPrevious()->getPrevious());
        }
    }

    public function testWhatAGroupGivesGoesWhileTheGroupIsOpen(): void
    {
        $router = new Router();
        $router->group('/g', static fn (): object => self::falling(static function () use ($router): void { $router->get('/in', 'in'); }), ['m']);
        self::assertSame(['/g/in'], array_column($router->routes(), 'pattern'));
        self::assertSame(['m'], $router->find('GET', '/g/in')->middleware);
    }

    public function testWhatWasUnpackedGoesAfterTheError(): void
    {
        $throw = static fn () => throw new \DomainException('from a destructor');
        $extensions = (new Extensions())->register(1, \SplStack::class, static fn (): string => '', static fn (): object => self::falling($throw));
        // The last of three elements is missing; a key is.
        foreach (["\x93\xd4\x01x\x01", "\x82\xa1a\xd4\x01x\xa1b"] as $bytes) {
            self::assertThrowsAfter(MessagePackException::class, static fn (): mixed => MessagePack::unpack($bytes, 0, $extensions));
        }
    }

    public function testTheAnswerOfACallbackGoesAfterTheError(): void
    {
        $throw = static fn () => throw new \DomainException('from a destructor');
        $validator = Validator::compile(['x' => 'own'], custom: ['own' => static fn (): object => self::falling($throw)]);
        self::assertThrowsAfter(RuleException::class, static fn (): bool => $validator->passes(['x' => 1]));
    }

    /**
     * The fiber is suspended where the call lets go of a value, and never resumed: nothing may be thrown out of it.
     */
    public function testAFiberThatIsDestroyedInADestructor(): void
    {
        $suspend = static function (): void {
            \Fiber::suspend('suspended');
        };
        $extensions = (new Extensions())->register(1, \SplStack::class, static fn (): string => '', static fn (): object => self::falling($suspend));
        $validator = Validator::compile(['x' => 'own'], custom: ['own' => static fn (): object => self::falling($suspend)]);
        $calls = [
            static fn (): mixed => MessagePack::unpack("\x93\xd4\x01x\x01", 0, $extensions),
            static fn (): bool => $validator->passes(['x' => 1]),
            static fn (): Router => (new Router())->group('/g', static fn (): object => self::falling($suspend)),
        ];
        foreach ($calls as $index => $call) {
            $fiber = new \Fiber($call);
            try {
                self::assertSame('suspended', $fiber->start(), "call: $index");
                self::assertGreaterThanOrEqual(80400, PHP_VERSION_ID, "call: $index");
            } catch (\FiberError $error) {
                // Before PHP 8.4 nothing is suspended in a destructor.
                self::assertLessThan(80400, PHP_VERSION_ID, "call: $index, {$error->getMessage()}");
            }
            unset($fiber);
            gc_collect_cycles();
        }
        self::assertSame([1], MessagePack::unpack("\x91\x01"));
    }
}
