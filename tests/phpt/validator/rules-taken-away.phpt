--TEST--
Rules and callbacks behind references outlive their being taken away while they are compiled and called
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\RuleException;
use HighPerApp\HighPer\Native\Validator;

class Rule
{
    public function __construct(private Closure $then)
    {
    }

    public function __toString(): string
    {
        ($this->then)();
        // What was freed is used again.
        $GLOBALS['rest'] = [array_fill(0, 8, 'AAAAAAAA'), new ArrayObject([1]), new ArrayObject([2]), fn () => 1];

        return 'required';
    }
}

class Callback
{
    private string $secret;

    public function __construct()
    {
        $this->secret = str_repeat('s', 9);
    }

    public function ask(): string
    {
        $GLOBALS['callback'] = null;
        $GLOBALS['rest'] = [new ArrayObject([1]), new ArrayObject([2]), str_repeat('x', 9)];

        return $this->secret;
    }
}

$list = [new Rule(function () use (&$list) { $list = null; }), 'string', 'max:' . strlen('12345')];
var_dump(Validator::compile(['a' => &$list])->check(['a' => '123456'])->errors());

$parameters = [new Rule(function () use (&$parameters) { $parameters = null; }), 'b' . random_int(1, 1)];
$validator = Validator::compile(['a' => [['in', &$parameters]]]);
var_dump($validator->passes(['a' => 'b1']), $validator->passes(['a' => 'required']));

$text = 'the closure refuses ' . random_int(1, 1);
$closure = fn (string $field, mixed $value, Closure $fail) => $fail($text);
$validator = Validator::compile(['a' => [&$closure, new Rule(function () use (&$closure) { $closure = null; })]]);
var_dump($validator->check(['a' => 1])->errors());

spl_autoload_register(function (string $name) use (&$custom) {
    $custom = null;
    $GLOBALS['rest'] = [new ArrayObject([1]), new ArrayObject([2])];
    eval("enum $name: string { case A = 'a'; }");
});
$custom = fn () => $text;
$validator = Validator::compile(['a' => ['odd', ['enum', 'Late']]], [], [], ['odd' => ['callback' => &$custom]]);
var_dump($validator->check(['a' => 'a'])->errors());

$callback = new Callback();
$validator = Validator::compile(['a' => 'asked'], [], [], ['asked' => [&$callback, 'ask']]);
$callback = null;
var_dump($validator->check(['a' => 1])->first());

$list = [new Rule(function () use (&$list) { $list = null; }), fn () => 1, 'no such rule'];
try {
    Validator::compile(['a' => &$list]);
} catch (RuleException $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
array(1) {
  ["a"]=>
  array(1) {
    [0]=>
    string(33) "A must have at most 5 characters."
  }
}
bool(true)
bool(true)
array(1) {
  ["a"]=>
  array(1) {
    [0]=>
    string(21) "the closure refuses 1"
  }
}
array(1) {
  ["a"]=>
  array(1) {
    [0]=>
    string(21) "the closure refuses 1"
  }
}
string(9) "sssssssss"
rule 'no such rule' of field 'a': there is no such rule; a callback of this name may be given to compile()
