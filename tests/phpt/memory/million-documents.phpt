--TEST--
A million encodes and decodes leave memory_get_usage() and the resident memory where they were
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\MessagePack;
use HighPerApp\HighPer\Native\Serializer;

require __DIR__ . '/../support/child.inc';

$serializer = new Serializer();
$round = function (int $count, int $keys) use ($serializer): void {
    for ($i = 0; $i < $count; $i++) {
        $key = 'key' . $i % $keys;
        $json = "{\"id\":$i,\"$key\":[1.5,null,\"t\\u00e9xt $i\"],\"o\":{\"0\":true}}";
        $value = Json::decode($json, true);
        Json::encode($value);
        Json::decode($json);
        Json::decode(substr($json, 0, $i % 40));
        Json::get($json, "/$key/2");
        MessagePack::unpack(MessagePack::pack($value));
        $serializer->transcode($json, 'application/json', 'application/msgpack');
        try {
            MessagePack::unpack("\x92\x81\xa3abc\x93\x01\x02\xc1");
        } catch (Exception) {
        }
    }
};
$round(2000, 50);
gc_collect_cycles();
$resident = resident_kib();
$usage = memory_get_usage();
$round(100_000, 50);
gc_collect_cycles();
var_dump(memory_get_usage() - $usage);
// Keys that were never seen before: some are remembered, for they may come again, but not all of them.
$round(25_000, PHP_INT_MAX);
gc_collect_cycles();
$growth = memory_get_usage() - $usage;
echo $growth < 256 << 10 ? 'steady' : "grew by $growth bytes", "\n";
$growth = resident_kib() - $resident;
echo $growth < 1024 ? 'steady' : "grew by $growth KiB", "\n";
?>
--EXPECT--
int(0)
steady
steady
