<?php

declare(strict_types=1);

/**
 * Further values for JsonEncodeTest, of kinds that PHP 8.4 has brought.
 */

namespace HighPerApp\HighPer\Native\Tests\Contract\Json;

class Hooks
{
    public $plain = 1;
    public string $full {
        get => 'F';
        set {
        }
    }
    public $virtual { get => [1, 2]; }
    public $writeOnly {
        set {
        }
    }
    public $backed = 'b' { get => strtoupper($this->backed); }
}

class HookThatThrows
{
    public $before = 1;
    public $bad { get => throw new \DomainException('hook'); }
    public $after = 2;
}

class HookThatAnswersItself
{
    public $me { get => $this; }
}

class Lazy
{
    public $a = 1;
    public $b = [1];

    public function __construct()
    {
        $this->a = 7;
    }
}

return [
    'hooks' => static fn () => new Hooks(),
    'hook that throws' => static fn () => [1, new HookThatThrows(), 2],
    'hook that answers its object' => static fn () => new HookThatAnswersItself(),
    'lazy ghost' => static fn () => (new \ReflectionClass(Lazy::class))->newLazyGhost(static fn ($object) => $object->__construct()),
    'lazy proxy' => static fn () => (new \ReflectionClass(Lazy::class))->newLazyProxy(static fn () => new Lazy()),
    'lazy proxy in use' => static function () {
        $proxy = (new \ReflectionClass(Lazy::class))->newLazyProxy(static fn () => new Lazy());
        $proxy->a = 8;

        return [$proxy, $proxy];
    },
    'lazy ghost that throws' => static fn () => [1, (new \ReflectionClass(Lazy::class))->newLazyGhost(static fn () => throw new \DomainException('lazy')), 2],
];
