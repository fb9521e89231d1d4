--TEST--
php --ri highper shows version, build profile, ABI, CPU features, components and the backend
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
C ABI => %d
CPU features in use => %s
Backend => extension
Components => Router, Json, MessagePack, Serializer, cryptography, Paseto, Validator
highper.json_override => off
Persistent tables in this process => 0
Persistent validators in this process => 0
---
highper

highper => enabled
Version => %d.%d.%s
Build => %s
C ABI => %d
CPU features in use => %s
Backend => left to PHP (HIGHPER_BACKEND)
Components => Router, Json, MessagePack, Serializer, cryptography, Paseto, Validator
highper.json_override => off
Persistent tables in this process => 0
Persistent validators in this process => 0
