--TEST--
When the last reference to a key goes, its bytes are nowhere in the memory that can be written, the stack aside, whatever it was used for
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

print_remains('elsewhere', keys_and_uses());
?>
--EXPECTF--
%d keys, nothing is left
