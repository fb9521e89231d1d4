--TEST--
php -m lists the extension, which loads and unloads without a word
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

[$code, $output] = run_php(['-m']);
var_dump($code, in_array('highper', explode("\n", $output), true));
var_dump(run_code('echo "ran";'));
var_dump(phpversion('highper') === HighPerApp\HighPer\Native\Backend::version());
?>
--EXPECT--
int(0)
bool(true)
array(2) {
  [0]=>
  int(0)
  [1]=>
  string(3) "ran"
}
bool(true)
