<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Soak;

use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Validator;

class Pause implements \JsonSerializable
{
    public function jsonSerialize(): mixed
    {
        return \Fiber::suspend('here');
    }
}

/**
 * Calls that are suspended in their midst, and some that are never resumed.
 *
 * @return array<string, array{int, \Closure(int): void}> How often in a cycle, and the operation, by what it is called.
 */
function fibers(): array
{
    $router = table();
    $pausing = Validator::compile(['a' => [static fn (string $field, mixed $value): bool => \Fiber::suspend('here') === 'go on']]);
    $extensions = (new Extensions())->register(9, Pause::class, static fn (Pause $pause): string => (string) \Fiber::suspend('here'), static fn (string $bytes): string => $bytes);

    return [
        'fiber matches' => [5, static function (int $i) use ($router): void {
            $fiber = new \Fiber(static fn (): ?array => $router->match('GET', \Fiber::suspend()));
            $fiber->start();
            $fiber->resume("/posts/$i");
            want($fiber->getReturn()[1] === ['id' => "$i"], 'match() in a fiber');
        }],
        'fiber in a group' => [2, static function (int $i): void {
            $fiber = new \Fiber(static fn (): Router => (new Router())->group("/g$i", static fn (Router $r): Router => $r->get(\Fiber::suspend(), 'x')));
            $fiber->start();
            $fiber->resume('/y');
            want($fiber->getReturn()->match('GET', "/g$i/y") === ['x', []], 'group() in a fiber');
        }],
        'fiber in an encoding' => [3, static function (int $i): void {
            $fiber = new \Fiber(static fn (): string|false => Json::encode(['a' => [new Pause()], 'b' => $i]));
            $fiber->start();
            $fiber->resume($i);
            want($fiber->getReturn() === "{\"a\":[$i],\"b\":$i}", 'encode() in a fiber');
        }],
        'fiber in a check' => [2, static function (int $i) use ($pausing): void {
            $fiber = new \Fiber(static fn (): bool => $pausing->passes(['a' => $i]));
            $fiber->start();
            $fiber->resume('go on');
            want($fiber->getReturn(), 'passes() in a fiber');
        }],
        'fibers destroyed' => [2, static function (int $i) use ($pausing, $extensions): void {
            $calls = [
                static fn (): string|false => Json::encode([['a' => "x$i", 'b' => new Pause()]]),
                static fn (): bool => $pausing->passes(['a' => $i]),
                static fn (): Router => (new Router())->group('/a', static fn (Router $r): Router => $r->get(\Fiber::suspend('here'), 'x')),
                static fn (): string => MessagePack::pack([$i, new Pause()], 0, $extensions),
            ];
            $fiber = new \Fiber($calls[$i % 4]);
            want($fiber->start() === 'here', 'a fiber');
        }],
    ];
}
