<?php

declare(strict_types=1);

/* The hot operations whose instructions are counted, on the inputs of the benchmarks in ../php. Nothing here depends on the time, the machine or chance. */

namespace HighPerApp\HighPer\Native\Benches\Instructions;

use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\Benches\Request\ArrayNotes;
use HighPerApp\HighPer\Native\Benches\Request\ArrayStorage;
use HighPerApp\HighPer\Native\Benches\Request\HighperWorker;
use HighPerApp\HighPer\Native\Benches\Request\Scenario;
use HighPerApp\HighPer\Native\Hash;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\JsonSchema;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;
use HighPerApp\HighPer\Native\Paseto\SecretKey;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\SymmetricKey;
use HighPerApp\HighPer\Native\Validator;

use function HighPerApp\HighPer\Native\Benches\Validator\form;
use function HighPerApp\HighPer\Native\Benches\Validator\order;
use function HighPerApp\HighPer\Native\route_match;

use const HighPerApp\HighPer\Native\Benches\Validator\FORM_RULES;
use const HighPerApp\HighPer\Native\Benches\Validator\ORDER_RULES;

require_once __DIR__ . '/../php/request/autoload.php';
require_once __DIR__ . '/../php/validator/payloads.php';
require_once __DIR__ . '/../php/validator/rules.php';

/** Routes as they are asked for, each of another place in the table. */
const STATIC_PATHS = ['/user/repos', '/gists/starred', '/emojis', '/notifications', '/search/code', '/user/keys', '/events', '/rate_limit'];
const DYNAMIC_PATHS = [
    '/repos/highper/native/issues/4711/comments',
    '/users/ada/repos',
    '/repos/highper/native/git/commits/c0ffee',
    '/gists/c0ffee',
    '/orgs/highper/members/ada',
    '/teams/42/repos/highper/native',
    '/repos/highper/native/stats/punch_card',
    '/users/ada/received_events/public',
];

/** A schema that asks of an order about what ORDER_RULES does. */
const ORDER_SCHEMA = [
    'type' => 'object',
    'required' => ['reference', 'customer', 'currency', 'items'],
    'properties' => [
        'reference' => ['type' => 'string', 'pattern' => '^\d{4}-\d{6}$'],
        'customer' => ['type' => 'object', 'required' => ['id', 'email', 'name']],
        'currency' => ['enum' => ['EUR', 'USD', 'GBP']],
        'note' => ['type' => 'string', 'maxLength' => 500],
        'items' => ['type' => 'array', 'minItems' => 1, 'items' => [
            'type' => 'object',
            'required' => ['sku', 'title', 'quantity', 'price', 'gift'],
            'properties' => [
                'sku' => ['type' => 'string', 'pattern' => '^[A-Z]{2}-\d{5}$'],
                'title' => ['type' => 'string', 'maxLength' => 100],
                'quantity' => ['type' => 'integer', 'minimum' => 1, 'maximum' => 999],
                'price' => ['type' => 'number', 'minimum' => 0],
                'gift' => ['type' => 'boolean'],
            ],
        ]],
    ],
];

/** A clock that stands still, and takes no time either. */
class Noon
{
    private readonly \DateTimeImmutable $noon;

    public function __construct()
    {
        $this->noon = new \DateTimeImmutable('2026-01-31T12:00:00Z');
    }

    public function now(): \DateTimeImmutable
    {
        return $this->noon;
    }
}

/**
 * By name: how often an operation runs in the shorter of two phases (in the longer one three times as often), and what makes it. What is made does the
 * operation so many times.
 *
 * @return array<string, array{int, callable(): callable(int): void}>
 */
function operations(): array
{
    return [
        'match, static' => [2000, static fn (): callable => by_method(github(), STATIC_PATHS)],
        'match, dynamic' => [2000, static fn (): callable => by_method(github(), DYNAMIC_PATHS)],
        'route_match()' => [2000, static fn (): callable => by_function(github(), DYNAMIC_PATHS)],
        'url' => [500, static function (): callable {
            $router = (new Router())->get('/notes/{id:int}', 'show', 'note');

            return static function (int $times) use ($router): void {
                for ($i = 0; $i < $times; $i++) {
                    $url = $router->url('note', ['id' => 7]);
                }
            };
        }],
        'JSON, decode 270 bytes' => [1000, static fn (): callable => decode(form())],
        'JSON, decode 4 KiB' => [100, static fn (): callable => decode(order())],
        'JSON, encode 4 KiB' => [100, static function (): callable {
            $order = order();

            return static function (int $times) use ($order): void {
                for ($i = 0; $i < $times; $i++) {
                    $text = Json::encode($order);
                }
            };
        }],
        'MessagePack, pack' => [100, static function (): callable {
            $order = order();

            return static function (int $times) use ($order): void {
                for ($i = 0; $i < $times; $i++) {
                    $packed = MessagePack::pack($order);
                }
            };
        }],
        'MessagePack, unpack' => [100, static function (): callable {
            $packed = MessagePack::pack(order());

            return static function (int $times) use ($packed): void {
                for ($i = 0; $i < $times; $i++) {
                    $order = MessagePack::unpack($packed);
                }
            };
        }],
        'transcode' => [100, static function (): callable {
            $serializer = new Serializer();
            $text = Json::encode(order());

            return static function (int $times) use ($serializer, $text): void {
                for ($i = 0; $i < $times; $i++) {
                    $packed = $serializer->transcode($text, 'application/json', 'application/msgpack');
                }
            };
        }],
        'token, issue' => [300, static function (): callable {
            $tokens = local_tokens();

            return static function (int $times) use ($tokens): void {
                for ($i = 0; $i < $times; $i++) {
                    $token = $tokens->issue(['sub' => 'ada']);
                }
            };
        }],
        'token, parse' => [300, static function (): callable {
            $tokens = local_tokens();
            $token = $tokens->issue(['sub' => 'ada']);

            return static function (int $times) use ($tokens, $token): void {
                for ($i = 0; $i < $times; $i++) {
                    $claims = $tokens->parse($token);
                }
            };
        }],
        'token, parse public' => [50, static function (): callable {
            $tokens = Paseto::public(secret_key(), 'https://a.example', 'https://b.example', clock: new Noon());
            $token = $tokens->issue(['sub' => 'ada']);

            return static function (int $times) use ($tokens, $token): void {
                for ($i = 0; $i < $times; $i++) {
                    $claims = $tokens->parse($token);
                }
            };
        }],
        'AEAD, seal 64 bytes' => [1000, static function (): callable {
            $aead = new Aead(SymmetricKey::fromBytes(str_repeat("\x2a", 32)));
            $message = str_repeat('m', 64);

            return static function (int $times) use ($aead, $message): void {
                for ($i = 0; $i < $times; $i++) {
                    $sealed = $aead->seal($message);
                }
            };
        }],
        'hash, 1 KiB' => [500, static function (): callable {
            $message = str_repeat('m', 1024);

            return static function (int $times) use ($message): void {
                for ($i = 0; $i < $times; $i++) {
                    $digest = Hash::digest($message);
                }
            };
        }],
        'validate, form' => [1000, static fn (): callable => validate(FORM_RULES, form())],
        'validate, order' => [100, static fn (): callable => validate(ORDER_RULES, order())],
        'JSON Schema, order' => [20, static function (): callable {
            $schema = JsonSchema::compile(ORDER_SCHEMA);
            $order = order();

            return static function (int $times) use ($schema, $order): void {
                for ($i = 0; $i < $times; $i++) {
                    $passes = $schema->passes($order);
                }
            };
        }],
        'request, show' => [300, static fn (): callable => request('show')],
        'request, create' => [50, static fn (): callable => request('create')],
    ];
}

/** The 203 routes of GitHub's API. */
function github(): Router
{
    $tables = json_decode((string) file_get_contents(__DIR__ . '/../data/routes.json'), true, 8, JSON_THROW_ON_ERROR);
    $router = new Router();
    foreach ($tables['github'] as $number => [$method, $pattern]) {
        $router->add($method, $pattern, "handler$number");
    }

    return $router;
}

/**
 * @param list<string> $paths
 *
 * @return callable(int): void
 */
function by_method(Router $router, array $paths): callable
{
    found($router, $paths);

    return static function (int $times) use ($router, $paths): void {
        for ($i = 0; $i < $times; $i++) {
            $answer = $router->match('GET', $paths[$i & 7]);
        }
    };
}

/**
 * @param list<string> $paths
 *
 * @return callable(int): void
 */
function by_function(Router $router, array $paths): callable
{
    found($router, $paths);

    return static function (int $times) use ($router, $paths): void {
        for ($i = 0; $i < $times; $i++) {
            $answer = route_match($router, 'GET', $paths[$i & 7]);
        }
    };
}

/**
 * @param list<string> $paths
 */
function found(Router $router, array $paths): void
{
    foreach ($paths as $path) {
        if ($router->match('GET', $path) === null) {
            throw new \LogicException("there is no route for $path");
        }
    }
}

/**
 * @param array<string, mixed> $value
 *
 * @return callable(int): void
 */
function decode(array $value): callable
{
    $text = Json::encode($value);

    return static function (int $times) use ($text): void {
        for ($i = 0; $i < $times; $i++) {
            $value = Json::decode($text, true);
        }
    };
}

/**
 * @param array<string, mixed> $rules
 * @param array<string, mixed> $data
 *
 * @return callable(int): void
 */
function validate(array $rules, array $data): callable
{
    $validator = Validator::compile($rules);
    if (!$validator->passes($data)) {
        throw new \LogicException('what is to be checked is at fault');
    }

    return static function (int $times) use ($validator, $data): void {
        for ($i = 0; $i < $times; $i++) {
            $result = $validator->check($data);
        }
    };
}

function local_tokens(): Paseto\LocalTokens
{
    return Paseto::local(LocalKey::fromBytes(str_repeat("\x2a", 32)), 'https://a.example', 'https://b.example', clock: new Noon());
}

function secret_key(): SecretKey
{
    return SecretKey::fromSeed(str_repeat("\x2a", 32));
}

/**
 * A request to the example, with its notes in an array, so that what is counted is not SQLite's.
 *
 * @return callable(int): void
 */
function request(string $name): callable
{
    $storage = new class (new ArrayNotes(Scenario::notes())) extends ArrayStorage {
        public function __construct(ArrayNotes $notes)
        {
            parent::__construct('', $notes);
        }

        public function key(): SecretKey
        {
            return secret_key();
        }
    };
    $worker = new HighperWorker($storage);
    // The issuer and the audience are the example's. The token is good for a century, so that it is the same today and tomorrow.
    $issuer = Paseto::public(secret_key(), 'https://notes.example/login', 'https://notes.example/notes', lifetime: 3_000_000_000, clock: new Noon());
    $authorization = 'Bearer ' . $issuer->issue(['sub' => 'writer']);
    [[$method, $target, $kind, $body]] = Scenario::requests($name, 1);
    $authorization = $kind === Scenario::GOOD ? $authorization : '';
    [$response] = $worker->serve($method, $target, $authorization, $body);
    if ($response->status >= 400) {
        throw new \LogicException("the request is answered with $response->status");
    }

    return static function (int $times) use ($worker, $storage, $method, $target, $authorization, $body): void {
        for ($i = 0; $i < $times; $i++) {
            $answer = $worker->serve($method, $target, $authorization, $body);
            $storage->notes->reset();
        }
    };
}
