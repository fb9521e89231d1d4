--TEST--
Callbacks of MessagePack suspend their fibers, take turns, go on in another order, and may never come back
--FILE--
<?php
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Unpacker;

$extensions = (new Extensions())->register(
    1,
    ArrayObject::class,
    fn (ArrayObject $object): string => Fiber::suspend('packing') . $object['name'],
    fn (string $data): string => Fiber::suspend("unpacking $data"),
);
$packers = $unpackers = [];
foreach (['a', 'b', 'c'] as $name) {
    $packers[$name] = new Fiber(fn (array $value): string => MessagePack::pack($value, 0, $extensions));
    echo $packers[$name]->start([$name, str_repeat($name, 2000), new ArrayObject(['name' => $name]), ['end' => $name]]), "\n";
}
foreach (['b', 'c', 'a'] as $name) {
    $packers[$name]->resume('packed ');
    $packed = $packers[$name]->getReturn();
    $unpackers[$name] = new Fiber(fn (string $bytes): mixed => MessagePack::unpack($bytes, $name === 'b' ? MessagePack::MAPS_AS_OBJECTS : 0, $extensions));
    echo $unpackers[$name]->start($packed), "\n";
    unset($packed, $packers[$name]);
}
gc_collect_cycles();
foreach (['a', 'b', 'c'] as $name) {
    MessagePack::unpack(MessagePack::pack(['other' => [$name]]));
    $unpackers[$name]->resume("value of $name");
    [$first, $long, $value, $end] = $unpackers[$name]->getReturn();
    echo $first, ' ', strlen($long), ' ', $value, ' ', json_encode($end), ' ', get_debug_type($end), "\n";
}

$unpacker = new Unpacker(0, $extensions);
$unpacker->feed("\x92\xd4\x01x\x05\x07");
$fiber = new Fiber(fn (): mixed => $GLOBALS['unpacker']->take());
echo $fiber->start(), ', then ', $unpacker->take(), "\n";
$unpacker->feed(str_repeat("\xa5hello", 10000));
unset($unpacker);
$fiber->resume('late');
echo json_encode($fiber->getReturn()), "\n";

$abandoned = new Fiber(fn (): mixed => MessagePack::unpack("\x93\xa5hello\x81\xa3key\xd4\x01x\x01", MessagePack::MAPS_AS_MAPS, $extensions));
$abandoned->start();
$packing = new Fiber(fn (): string => MessagePack::pack([str_repeat('x', 5000), new ArrayObject()], 0, $extensions));
$packing->start();
unset($abandoned, $packing);
gc_collect_cycles();
$thrown = new Fiber(fn (): mixed => MessagePack::unpack("\x93\xa5hello\x81\xa3key\xd4\x01x\x01", 0, $extensions));
$thrown->start();
try {
    $thrown->throw(new DomainException('thrown in'));
} catch (DomainException $exception) {
    echo $exception->getMessage(), "\n";
}
$left = new Fiber(fn (): mixed => MessagePack::unpack("\x91\xd4\x01x", 0, $extensions));
$left->start();
echo "done\n";
?>
--EXPECT--
packing
packing
packing
unpacking packed b
unpacking packed c
unpacking packed a
a 2000 value of a {"end":"a"} array
b 2000 value of b {"end":"b"} stdClass
c 2000 value of c {"end":"c"} array
unpacking x, then 7
["late",5]
thrown in
done
