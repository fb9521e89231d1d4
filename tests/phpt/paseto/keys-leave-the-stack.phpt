--TEST--
No call leaves a PASETO key's bytes behind on the stack
--SKIPIF--
<?php
require __DIR__ . '/../support/memory.inc';
if (!can_read_children()) {
    die('skip the memory of a child cannot be read here');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/memory.inc';
require __DIR__ . '/keys.inc';

print_remains('stack', keys_and_uses());
?>
--EXPECTF--
%d keys, nothing is left
