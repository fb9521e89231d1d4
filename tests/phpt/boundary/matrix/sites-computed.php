<?php

declare(strict_types=1);

// What PHP 8.4 brought: property hooks, lazy objects, asymmetric visibility. Older versions cannot read this file.

use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Router;
use HighPerApp\HighPer\Native\Serializer;

class Hooked
{
    public string $before = 'before';

    public mixed $computed {
        get {
            ($this->place)();

            return ['computed', $this->before];
        }
    }

    public private(set) string $after = 'after';

    public function __construct(private readonly Place $place)
    {
    }

    public function set(string $after): void
    {
        $this->after = $after;
    }
}

class Lazy
{
    public int $number = 5;

    /** @var list<int> */
    public array $list = [1, 2];

    public readonly string $fixed;
}

/**
 * The methods that read what the user's code computes.
 *
 * @return array<string, Closure(Place): mixed>
 */
function computed_sites(): array
{
    $class = new ReflectionClass(Lazy::class);
    $fill = function (Lazy $lazy): void {
        (new ReflectionProperty(Lazy::class, 'fixed'))->setValue($lazy, 'fixed');
        $lazy->number = 7;
    };
    $makers = [
        'a lazy ghost' => fn (Place $place): object => $class->newLazyGhost(function (Lazy $lazy) use ($place, $fill): void {
            $place();
            $fill($lazy);
        }),
        'a lazy proxy' => fn (Place $place): object => $class->newLazyProxy(function () use ($place, $fill): Lazy {
            $place();
            $fill($made = new Lazy());

            return $made;
        }),
        'a hook' => fn (Place $place): object => new Hooked($place),
    ];
    $writers = [
        'Json::encode' => fn (mixed $value): mixed => Json::encode($value, JSON_THROW_ON_ERROR),
        'MessagePack::pack' => fn (mixed $value): mixed => bin2hex(MessagePack::pack($value)),
        'Json::encodeTo' => fn (mixed $value): mixed => Json::encodeTo(fopen('php://memory', 'r+'), $value),
        'Serializer::serialize' => fn (mixed $value): mixed => (new Serializer())->serialize($value, 'application/json'),
        'Router::url, a query' => fn (mixed $value): mixed => (new Router())->get('/a', 1, 'a')->url('a', [], ['q' => $value]),
    ];
    // http_build_query(), which writes queries, reads no computed properties.
    $silent = ['Router::url, a query' => ['a hook' => true]];
    $sites = [];
    foreach ($writers as $method => $write) {
        foreach (array_diff_key($makers, $silent[$method] ?? []) as $what => $make) {
            $sites["$method, $what"] = function (Place $place) use ($write, $make): array {
                $object = $make($place);
                $value = ['a' => str_repeat('a', 30), 'b' => $object, 'c' => [1, 2]];
                $place->letGo = function () use (&$value): void { $value = null; };
                $place->change = function () use (&$value, $object): void {
                    $value['c'] = 'changed';
                    $object instanceof Hooked ? $object->set('changed') : null;
                };
                $place->again = fn (): mixed => $object instanceof Hooked ? $write($object) : $write(['other' => new Lazy()]);
                $held = &$value;
                unset($object);

                return [$write($held)];
            };
        }
    }

    return $sites + [
        'an exception whose hint is computed' => function (Place $place): array {
            $exception = new class ($place) extends RouterException {
                protected string $hint = '' {
                    get {
                        ($this->place)();

                        return 'computed';
                    }
                }

                public function __construct(private readonly Place $place)
                {
                    parent::__construct('message');
                }
            };
            $place->again = fn (): mixed => $exception->getHint();

            return [$exception->getHint()];
        },
    ];
}
