--TEST--
highper.json_override is off by default, cannot be changed by a script, and leaves disabled functions disabled
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

var_dump(ini_get('highper.json_override'), ini_set('highper.json_override', '1'), ini_get_all('highper')['highper.json_override']['access'] === INI_SYSTEM);
$code = 'echo json_encode([json_decode("{\"a\":1}", true), ini_get("highper.json_override")]), function_exists("json_validate") ? "" : " without json_validate";';
foreach ([[], ['highper.json_override' => '1'], ['highper.json_override' => '1', 'disable_functions' => 'json_validate'], ['highper.json_override' => 'off']] as $ini) {
    echo implode(' ', run_code($code, $ini)), "\n";
}
?>
--EXPECT--
string(1) "0"
bool(false)
bool(true)
0 [{"a":1},"0"]
0 [{"a":1},"1"]
0 [{"a":1},"1"] without json_validate
0 [{"a":1},""]
