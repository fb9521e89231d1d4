<?php

// No strict_types: what is converted with a deprecation is what this is about.

use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\Unpacker;
use HighPerApp\HighPer\Native\Validator;

/**
 * Runs something with an error handler that calls the place.
 */
function with_handler(Place $place, Closure $do): mixed
{
    set_error_handler(function () use ($place): bool {
        $place();

        return true;
    });
    try {
        return $do();
    } finally {
        restore_error_handler();
    }
}

/**
 * The methods that make PHP complain, which the user's error handler hears of.
 *
 * @return array<string, Closure(Place): mixed>
 */
function error_sites(): array
{
    return [
        // A wrapper that gives more than it was asked for is a warning.
        'a stream that warns' => fn (Place $place): array => [with_handler($place, function (): array {
            $stream = fopen('boundary-much://', 'r');

            return iterator_to_array(Json::lines($stream, true));
        })],
    ];
}

/**
 * Those of the extension alone. Most are deprecations: PHP code refuses null where a function of the engine takes it.
 *
 * @return array<string, Closure(Place): mixed>
 */
function deprecation_sites(): array
{
    $router = fn (): Router => (new Router())->get('/', 'root', 'root')->get('/a/{id}', 'a', 'a');

    return [
        'Router::match, null' => function (Place $place) use ($router): array {
            $router = $router();
            $place->letGo = function () use (&$router): void { $router = null; };
            $place->change = fn (): mixed => $router?->get('/changed/' . count($router->routes()), 1);
            $place->again = fn (): mixed => $router?->match('GET', '/a/1');

            return [with_handler($place, function () use (&$router): mixed { return $router->match('GET', null); })];
        },
        'Router::find, null' => function (Place $place) use ($router): array {
            $router = $router();
            $place->letGo = function () use (&$router): void { $router = null; };

            return [with_handler($place, function () use (&$router): mixed { return $router->find(null, '/a/1')->allow; })];
        },
        'Router::get, null' => function (Place $place) use ($router): array {
            $router = $router();
            $place->letGo = function () use (&$router): void { $router = null; };
            $place->again = fn (): mixed => $router?->get('/again/' . count($router->routes()), 1);

            return [with_handler($place, function () use (&$router): mixed {
                try {
                    return $router->get(null, 1)->match('GET', '/');
                } catch (LogicException $exception) {
                    return $exception->getCode();
                }
            })];
        },
        // PHP code hashes a file by one call of a function of PHP's, which says nothing.
        'a hashed file that warns' => fn (Place $place): array => [with_handler($place, fn (): string => bin2hex(Hash::file('boundary-much://')))],
        'Json::encode, a fraction' => fn (Place $place): array => [with_handler($place, fn (): mixed => Json::encode([1], 0.5))],
        'Json::decode, null' => fn (Place $place): array => [with_handler($place, fn (): mixed => @Json::validate(null))],
        'MessagePack::pack, a fraction' => fn (Place $place): array => [with_handler($place, fn (): mixed => bin2hex(MessagePack::pack([1], 0.5)))],
        'Unpacker::feed, null' => function (Place $place): array {
            $unpacker = new Unpacker();
            $place->letGo = function () use (&$unpacker): void { $unpacker = null; };
            $place->again = fn (): mixed => $unpacker?->pending();

            return [with_handler($place, function () use (&$unpacker): mixed { return $unpacker->feed(null)->hasValue(); })];
        },
        'Serializer::negotiate, null' => fn (Place $place): array => [with_handler($place, fn (): mixed => (new Serializer())->negotiate(null))],
        'Validator::maxErrors, a fraction' => fn (Place $place): array => [with_handler($place, fn (): mixed => Validator::compile(['a' => 'required'])->maxErrors(1.5)->check([])->errors())],
    ];
}

class Much
{
    /** @var resource|null Set by PHP. */
    public $context;

    private bool $isRead = false;

    public function stream_open(): bool
    {
        return true;
    }

    public function stream_read(int $count): string
    {
        [$first, $this->isRead] = [!$this->isRead, true];

        return $first ? str_repeat("1\n", $count) : '';
    }

    public function stream_eof(): bool
    {
        return $this->isRead;
    }

    /**
     * @return array<string, int>
     */
    public function stream_stat(): array
    {
        return [];
    }
}
stream_wrapper_register('boundary-much', Much::class);
