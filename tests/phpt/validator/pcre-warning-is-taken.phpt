--TEST--
What is wrong with a pattern for PCRE is told whoever handles warnings, and not taken from an older report
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;

$compile = function () {
    try {
        Validator::compile(['a' => [['regex_pcre', '/(/']]]);
    } catch (RuleException $error) {
        echo $error->getMessage(), "\n";
    }
};
$compile();
@trigger_error('something older');
set_error_handler(fn () => true);
$compile();
?>
--EXPECT--
rule 'regex_pcre' of field 'a': cannot be compiled: Compilation failed: missing closing parenthesis at offset 1
rule 'regex_pcre' of field 'a': cannot be compiled: Compilation failed: missing closing parenthesis at offset 1
