--TEST--
A signal's handler may run in the middle of a check, and change what the data refers to
--SKIPIF--
<?php if (!function_exists('pcntl_fork') || !function_exists('posix_kill')) echo 'skip no signals'; ?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Validator;

$validator = Validator::compile(['items.*.at' => 'date']);
$is_checking = false;
$changes = 0;
pcntl_async_signals(true);
pcntl_signal(SIGALRM, function () use (&$items, &$is_checking, &$changes) {
    if ($is_checking) {
        $changes++;
        $items = [];
        for ($number = 0; $number < 20; $number++) {
            $GLOBALS['rest'][$number] = array_fill(0, 300, ['at' => 'never']);
        }
    }
});
$parent = getmypid();
$child = pcntl_fork();
if ($child === 0) {
    while (posix_kill($parent, SIGALRM)) {
        usleep(500);
    }
    exit;
}
$refused = 0;
$end = microtime(true) + 10;
while ($changes < 20 && microtime(true) < $end) {
    $items = [];
    for ($number = 0; $number < 1000; $number++) {
        $items[] = ['at' => 1 + $number % 20 . ' January 2024 10:10'];
    }
    $data = ['items' => &$items];
    $is_checking = true;
    $refused += $validator->passes($data) ? 0 : 1;
    $is_checking = false;
    unset($data);
}
posix_kill($child, SIGKILL);
pcntl_waitpid($child, $status);
var_dump($refused);
?>
--EXPECT--
int(0)
