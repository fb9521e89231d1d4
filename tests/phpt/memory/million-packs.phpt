--TEST--
A million packs and unpacks leave memory_get_usage() and the resident memory where they were
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Extensions;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Unpacker;

require __DIR__ . '/../support/child.inc';

$extensions = (new Extensions())->register(5, ArrayObject::class, fn (ArrayObject $object): string => implode(',', (array) $object), fn (string $data): object => new ArrayObject(explode(',', $data)));
$value = ['id' => 1, 'list' => [1, 2.5, 'x', null], 'map' => ['a' => ['b' => []]], 'moment' => new DateTimeImmutable('@1.5'), 'text' => str_repeat('ü', 700)];
$unpacker = new Unpacker(0, $extensions);
$round = function (int $count) use ($value, $extensions, $unpacker): void {
    for ($i = 0; $i < $count; $i++) {
        $value['id'] = "key $i";
        $packed = MessagePack::pack($value);
        MessagePack::unpack($packed);
        MessagePack::unpack(MessagePack::pack([$value['id'] => $i]));
        if ($i % 10 === 0) {
            MessagePack::unpack($packed, MessagePack::MAPS_AS_OBJECTS);
            MessagePack::unpack($packed, MessagePack::MAPS_AS_MAPS);
            $unpacker->feed($packed)->feed(MessagePack::pack([new ArrayObject([1, 2])], 0, $extensions));
            $unpacker->take();
            $unpacker->take();
            try {
                MessagePack::unpack(substr($packed, 0, -1));
            } catch (RuntimeException) {
            }
        }
    }
};
// Every key of the rounds has been seen: what the cache of keys holds then stays as large as it is.
$round(3000);
gc_collect_cycles();
$resident = resident_kib();
$usage = memory_get_usage();
$round(300_000);
$growth = memory_get_usage() - $usage;
echo abs($growth) < 8192 ? 'steady' : "grew by $growth bytes", "\n";
$growth = resident_kib() - $resident;
echo $growth < 512 ? 'steady' : "grew by $growth KiB", "\n";
?>
--EXPECT--
steady
steady
