--TEST--
A string that an extension changes in place, and says nothing, is encoded without reading behind it
--SKIPIF--
<?php if (!function_exists('sodium_add')) echo 'nothing to change strings with'; ?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Json;

$text = Json::decode('"' . str_repeat('z', 32) . '"');
sodium_add($text, str_repeat("\0", 31) . "\x68");
$encoded = Json::encode($text, JSON_UNESCAPED_UNICODE);
var_dump($encoded === false || strlen($encoded) === 34);
?>
--EXPECT--
bool(true)
