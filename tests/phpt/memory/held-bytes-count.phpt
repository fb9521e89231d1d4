--TEST--
Bytes that Json::lines() and an Unpacker hold count for memory_limit, and invalid text needs no more memory than json_encode()
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$use = 'use HighPerApp\\HighPer\\Native\\{Json, Unpacker};';
$scripts = [
    'lines' => 'foreach (Json::lines((function () { for ($i = 0; $i < 4000; $i++) yield str_repeat("a", 10000); })()) as $value);',
    'unpacker' => '$unpacker = new Unpacker(); for ($i = 0; $i < 4000; $i++) $unpacker->feed(str_repeat("\\x01", 10000));',
    'encode' => 'var_dump(Json::encode(str_repeat("\\xff", 3000000)));',
];
foreach ($scripts as $name => $script) {
    $output = implode("\n", run_code("$use $script", ['memory_limit' => '16M', 'display_errors' => '1']));
    echo "$name: ", preg_match('~Allowed memory size of 16777216 bytes exhausted~', $output) ? 'the limit' : trim($output, "\n0"), "\n";
}
?>
--EXPECT--
lines: the limit
unpacker: the limit
encode: bool(false)
