--TEST--
php --ri highper shows the build, the components and their engines, what the process keeps, and the settings
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

echo run_php(['--ri', 'highper'])[1], "\n";
echo "---\n";
echo run_php(['--ri', 'highper'], [], ['HIGHPER_BACKEND' => 'php'])[1], "\n";
?>
--EXPECTF--
highper

highper => enabled
Version => %d.%d.%s
Build => %s
Compiler => rustc %s
Target => %s-%s
C ABI => %d
CPU features in use => %s
Backend => extension

Component => Engine
Router => %s
Json, MessagePack, Serializer => %s
Cryptography => AWS-LC (aws-lc-sys %d.%s), ed25519-dalek %d.%s, blake3 %d.%s, argon2 %d.%s
Cryptography, memory for one password => at most 4 GiB, 64 lanes
Paseto => v4.local, v4.public, PASERK k4
Paseto, one token => footer at most 8192 bytes, claims 128 levels
Validator => patterns in linear time (regex-automata %d.%s)
JSON Schema => draft 4, 6, 7, 2019-09 and 2020-12 (jsonschema %d.%s)

This process => Now
Persistent tables => 0
Persistent validators => 0
Persistent values at most => 64 a kind and application, 16 applications

Directive => Local Value => Master Value
highper.json_override => Off => Off
---
highper

highper => enabled
Version => %d.%d.%s
Build => %s
Compiler => rustc %s
Target => %s-%s
C ABI => %d
CPU features in use => %s
Backend => left to PHP (HIGHPER_BACKEND=php)

Component => Engine
Router => %s
Json, MessagePack, Serializer => %s
Cryptography => AWS-LC (aws-lc-sys %d.%s), ed25519-dalek %d.%s, blake3 %d.%s, argon2 %d.%s
Cryptography, memory for one password => at most 4 GiB, 64 lanes
Paseto => v4.local, v4.public, PASERK k4
Paseto, one token => footer at most 8192 bytes, claims 128 levels
Validator => patterns in linear time (regex-automata %d.%s)
JSON Schema => draft 4, 6, 7, 2019-09 and 2020-12 (jsonschema %d.%s)

This process => Now
Persistent tables => 0
Persistent validators => 0
Persistent values at most => 64 a kind and application, 16 applications

Directive => Local Value => Master Value
highper.json_override => Off => Off
