--TEST--
Loading the extension a second time is PHP's own warning and does no harm
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

[$code, $output] = run_php(['-d', 'extension=' . extension_file(), '-r', <<<'PHP'
    echo json_encode((new HighPerApp\HighPer\Native\Router())->get('/a', 1)->match('GET', '/a'));
    PHP]);
var_dump($code);
echo $output, "\n";
?>
--EXPECTF--
int(0)
%AWarning:%wModule "highper" is already loaded in Unknown on line 0
[1,[]]
