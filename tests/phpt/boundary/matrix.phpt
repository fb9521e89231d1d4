--TEST--
Whatever the user's code does in the midst of a call, the process lives, answers as before, and the backends agree: a part of the matrix
--SKIPIF--
<?php
if (!extension_loaded('pcntl') || !extension_loaded('posix')) {
    die('skip needs pcntl and posix');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/child.inc';
require __DIR__ . '/matrix/Matrix.php';

// scripts/harden/boundary.sh runs all of it, in random order, again and again.
// Without PHP's own allocator, as under valgrind, there is no memory_limit.
$isLimited = getenv('USE_ZEND_ALLOC') !== '0';
$matrix = new Matrix(extension_file(), $isLimited ? ['extension', 'php'] : ['extension']);
$matrix->round(1, 'plain', ['--short', ...($isLimited ? ['--ends=exit,a fatal error,exceed memory_limit', '--limits=6'] : ['--ends=exit'])]);
foreach ($matrix->failures as $failure) {
    echo $failure, "\n";
}
var_dump($matrix->passed > 800);
?>
--EXPECT--
bool(true)
