--TEST--
Callbacks and pairs that a subclass keeps behind references may go away while they are used; what an iterator counts with is its own
--FILE--
<?php
namespace HighPerApp\HighPer\Native;

class A
{
    public int $n = 1;
}

class Own extends Extensions
{
    public function keep(array|null &$packer, mixed &$unpacker): void
    {
        $this->packers[A::class] = &$packer;
        $this->unpackers[5] = &$unpacker;
    }
}

$packer = [5, static function () use (&$packer): string {
    $packer = null;
    $GLOBALS['other'] = array_fill(0, 8, [1, 2]);

    return 'b';
}];
$unpacker = static function (string $data) use (&$unpacker): string {
    $unpacker = null;

    return "$data!";
};
$extensions = new Own();
$extensions->keep($packer, $unpacker);
echo bin2hex(MessagePack::pack([new A(), new A()], 0, $extensions)), "\n";
try {
    MessagePack::unpack("\x92\xd4\x05a\xd4\x05b", 0, $extensions);
} catch (\Error $error) {
    echo $error::class, "\n";
}

class Pairs extends Map
{
    public function add(array &$pair): void
    {
        $this->pairs[] = &$pair;
    }

    public function drop(): void
    {
        unset($this->pairs);
    }
}

class Emptying implements \JsonSerializable
{
    public function jsonSerialize(): string
    {
        $GLOBALS['pair'] = [];

        return 'key';
    }
}

$pair = [new Emptying(), 'value ' . mt_rand(0, 0)];
$map = new Pairs();
$map->add($pair);
echo MessagePack::pack($map), "\n";
$map->drop();
echo bin2hex(MessagePack::pack($map)), ' ', count($map), ' ', count($map->toArray()), "\n";
$class = (new Map([1]))->getIterator()::class;
var_dump((new \ReflectionClass($class))->isFinal());
try {
    serialize((new Map([1]))->getIterator());
} catch (\Exception $exception) {
    echo $exception->getMessage(), "\n";
}
?>
--EXPECTF--
92d4056281a16e01
Error
%akey%avalue 0
80 0 0
bool(true)
Serialization of '%s' is not allowed
