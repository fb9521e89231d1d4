<?php

declare(strict_types=1);

/**
 * Values of every kind for JsonEncodeTest, by name; each is made anew by a function.
 */

namespace HighPerApp\HighPer\Native\Tests\Contract\Json;

enum Text: string
{
    case Plain = 'plain';
    case Escaped = 'a/é';
}

enum Number: int
{
    case One = 1;
}

enum Bare
{
    case A;
}

class Point
{
    public $x = 1;
    protected $hidden = 2;
    private $own = 3;
    public ?int $unset;
    public $any;
    public array $list = [1, 2];
}

class Child extends Point
{
    private $own = 4;
    public $more = 'x';
}

#[\AllowDynamicProperties]
class Dynamic
{
    public $declared = 1;
}

class Answer implements \JsonSerializable
{
    public function __construct(public mixed $value = null)
    {
    }

    public function jsonSerialize(): mixed
    {
        return $this->value instanceof \Closure ? ($this->value)($this) : $this->value;
    }
}

class Itself implements \JsonSerializable
{
    public $x = 1;
    public $inner;

    public function jsonSerialize(): mixed
    {
        return $this;
    }
}

$values = [];
foreach ([null, true, false, 0, -7, PHP_INT_MAX, PHP_INT_MIN, 1.0, 0.1, -0.0, 1e25, -1.5e-7, 1e15, 1e16, 1e17, 123456789012345678.0, 5e-324, 1.7976931348623157e308, '', 'a', "\0", INF, -INF, NAN] as $i => $value) {
    $values["scalar $i"] = static fn () => $value;
}
foreach (['é', '日本語テキストです、長い文字列', '😀😀', "\u{2028}\u{2029}", "a\u{2028}b", "<tag>&'\"/", "\x00\x01\x1f\x7f\x08\x0c\n\r\t", str_repeat('a/é<', 50), '12', '1.5', '-0', '0x1A', ' 1', '1 ', '1e5', '1e999', '9223372036854775808', '007', '.', str_repeat("abcdefghij/\"é日😀\n", 500), str_repeat('Привет', 400)] as $i => $text) {
    $values["string $i"] = static fn () => [$text, $text => $text];
}
foreach (["\xff", "a\xffb", "é\xff", "\xe3\x81", "日\xe3\x81", "\xf0\x9f\x98", "\xed\xa0\x80", "\xc0\x80", "\xe3\xff", "\xf5\x80", str_repeat('x', 40) . "\xff" . str_repeat('日', 10), str_repeat('日', 1000) . "\xff", str_repeat("\xe3\xc0", 2000)] as $i => $text) {
    $values["invalid string $i"] = static fn () => $text;
    $values["invalid string inside $i"] = static fn () => ['k' => $text, 'l' => 1];
    $values["invalid key $i"] = static fn () => [$text => 1, 'l' => [2]];
    $values["invalid property $i"] = static fn () => (object) [$text => 1];
}

return $values + [
    'empty array' => static fn () => [],
    'empty object' => static fn () => new \stdClass(),
    'lists' => static fn () => [1, [2, [3, []]], ['a' => []], [[], []]],
    'map' => static fn () => ['a' => 1, 5 => 2, 'é/' => 3, -3 => 'x', 'nested' => ['b' => ['c' => null]]],
    'list with a hole' => static function () {
        $list = [1, 2, 3, 4];
        unset($list[1]);

        return $list;
    },
    'list without its end' => static function () {
        $list = [1, 2, 3, 4];
        unset($list[3]);

        return $list;
    },
    'list of holes' => static function () {
        $list = [1, 2];
        unset($list[0], $list[1]);

        return $list;
    },
    'list in a hash table' => static function () {
        $list = ['x' => 1];
        unset($list['x']);
        $list[0] = 1;
        $list[1] = 2;

        return $list;
    },
    'list in another order' => static fn () => [1 => 1, 0 => 0],
    'infinity inside' => static fn () => [1, INF, ['a' => NAN]],
    'resource' => static fn () => STDIN,
    'resource inside' => static fn () => [1, STDIN, 2],
    'array that contains itself' => static function () {
        $array = [1];
        $array['r'] = &$array;

        return $array;
    },
    'object that contains itself' => static function () {
        $object = new \stdClass();
        $object->o = $object;
        $object->p = 1;

        return [$object, 2];
    },
    'declared object that contains itself' => static function () {
        $object = new Point();
        $object->any = [$object];

        return $object;
    },
    'references' => static function () {
        $value = [1, 's'];

        return [&$value, &$value, 'k' => &$value];
    },
    'object twice' => static function () {
        $object = (object) ['a' => 1];

        return [$object, $object];
    },
    'names of all kinds' => static fn () => (object) ['a b' => 1, '0' => 'n', '' => 'empty', 'n' => new \stdClass()],
    'declared properties' => static fn () => [new Point(), new Child()],
    'unset property' => static function () {
        $object = new Point();
        unset($object->x);
        $object->unset = 4;

        return $object;
    },
    'properties in a table' => static function () {
        $object = new Child();
        foreach ($object as $_) {
        }
        get_object_vars($object);

        return $object;
    },
    'dynamic properties' => static function () {
        $object = new Dynamic();
        $object->added = 2;
        $object->{'12'} = 3;

        return $object;
    },
    'enums' => static fn () => [Text::Plain, Text::Escaped, Number::One],
    'enum without values' => static fn () => Bare::A,
    'enum without values inside' => static fn () => [1, Bare::A, 'k' => Bare::A],
    'JsonSerializable' => static fn () => new Answer(['a' => new Answer(1.0), 'b' => new Answer(new Answer(new Point()))]),
    'JsonSerializable that answers itself' => static fn () => [new Itself()],
    'JsonSerializable that contains itself' => static function () {
        $object = new Itself();
        $object->inner = $object;

        return $object;
    },
    'JsonSerializable that answers what contains it' => static fn () => ['x' => new Answer(static fn ($self) => [$self])],
    'JsonSerializables that answer each other' => static function () {
        $one = new Answer();
        $one->value = new Answer($one);

        return $one;
    },
    'JsonSerializable that answers a resource' => static fn () => new Answer(STDIN),
    'JsonSerializable that throws' => static fn () => [1, new Answer(static fn () => throw new \DomainException('inner', 3)), 2],
    'error and exception' => static fn () => [NAN, new Answer(static fn () => throw new \DomainException('one')), new Answer(static fn () => throw new \DomainException('two'))],
    'JsonSerializable that encodes' => static fn () => [new Answer(static fn () => [json_encode(['in' => 1]), \HighPerApp\HighPer\Native\Json::encode(["\xff"])]), 1],
    'array changed while it is encoded' => static function () {
        $array = [1];
        $array[] = new Answer(static function () use (&$array) {
            $array = [9];
            $array[] = str_repeat('y', 10);

            return 'changed';
        });
        $array[] = str_repeat('z', 3);

        return [&$array, 3];
    },
    'ArrayObject' => static fn () => new \ArrayObject(['a' => 1, 'b' => [2]]),
    'ArrayIterator' => static fn () => new \ArrayIterator([1, 2]),
    'DateTime' => static fn () => new \DateTime('2020-01-02 03:04:05.6 UTC'),
    'DateInterval' => static fn () => new \DateInterval('P1DT2H'),
    'Closure' => static fn () => static fn () => 1,
    'SplFixedArray' => static fn () => \SplFixedArray::fromArray([1, 2]),
    'anonymous class' => static fn () => new class() {
        public $x = 1;
        protected $y = 2;
    },
    'deep' => static function () {
        $value = 1;
        for ($i = 0; $i < 20; $i++) {
            $value = $i % 2 ? [$value] : ['k' => $value];
        }

        return $value;
    },
    'deep objects' => static function () {
        $value = 1;
        for ($i = 0; $i < 8; $i++) {
            $object = new Point();
            $object->any = $value;
            $value = $object;
        }

        return $value;
    },
    'deeper than the first buffer' => static function () {
        $value = 1;
        for ($i = 0; $i < 400; $i++) {
            $value = [[], $value, []];
        }

        return $value;
    },
    'many integers' => static fn () => range(-1500, 1500),
    'many members' => static fn () => array_combine(array_map(static fn ($i) => "key$i", range(0, 999)), range(0, 999)),
    'many floats' => static fn () => array_map(static fn ($i) => sin($i) * 10 ** ($i % 40 - 20), range(0, 400)),
    'keys of many lengths' => static fn () => [str_repeat('k', 15) => 1, str_repeat('k', 16) => 1, str_repeat('k', 17) => 1, str_repeat('k', 33) . 'é' => 1, 'a/b' => 2, "\0hidden" => 2],
];
