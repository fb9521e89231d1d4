--TEST--
Objects that no compile() made say so; results cannot be changed, and nothing of the three can be serialized
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\{ValidationResult, Validator};

class Sub extends Validator
{
    public const ONE = 1;
    public int $mine = 1;
}
function attempt(string $what, callable $do): void
{
    try {
        $result = json_encode($do());
    } catch (Throwable $error) {
        $result = preg_replace('/.*\\\\/', '', $error::class) . ' ' . $error->getCode() . ': ' . $error->getMessage();
    }
    echo "$what: $result\n";
}
$validator = Validator::compile(['a' => ['required', 'max:3', fn ($field, $value, $fail) => $value === 'x' ? $fail('no x') : null]]);
$result = $validator->check(['a' => 'long']);

attempt('new', fn () => new Validator());
attempt('new subclass', fn () => new Sub());
attempt('new result', fn () => new ValidationResult());
$raw = (new ReflectionClass(Validator::class))->newInstanceWithoutConstructor();
foreach (['passes', 'check', 'validate'] as $method) {
    attempt("without compile(), $method", fn () => $raw->$method([]));
}
attempt('without compile(), strict', fn () => $raw->strict()->passes([]));
attempt('without compile(), clone', fn () => (clone $raw)->passes([]));
attempt('constructor called', fn () => (new ReflectionMethod($validator, '__construct'))->invoke($validator));
attempt('still there', fn () => $validator->passes(['a' => 'x']));
$class = new ReflectionClass(ValidationResult::class);
attempt('a result from nowhere', fn () => $class->newInstanceWithoutConstructor()->errors());
attempt('ok is read-only', function () use ($result) { $result->ok = true; });
attempt('ok stays', function () use ($result) { unset($result->ok); });
attempt('ok by reference', function () use ($result) { $ok = &$result->ok; });
attempt('no other property', function () use ($result) { $result->more = 1; });
attempt('isset', fn () => [isset($result->ok), isset($result->more), $result->ok, get_object_vars($result), (array) $result]);
attempt('a result is final', fn () => (new ReflectionClass($result))->isFinal());
attempt('clone of a result', fn () => (clone $result)->errors());
attempt('clone of a validator', fn () => (clone $validator)->check(['a' => 'x'])->errors());
attempt('errors are nobody else\'s', function () use ($result) {
    $errors = $result->errors();
    $errors['a'][] = 'more';

    return $result->errors();
});
attempt('arguments', fn () => $validator->passes());
attempt('arguments, too many', fn () => $validator->passes([], []));
attempt('arguments, by name', fn () => $validator->passes(data: ['a' => 'y']));
attempt('arguments, an object', fn () => $validator->check(new ArrayObject()));
attempt('a subclass', fn () => [Sub::compile([])::class, Sub::compile([])->strict()::class, (clone Sub::compile([]))->mine, Sub::persistent('sub', fn () => Sub::compile(['a' => 'required']))->maxErrors(1)::class]);
foreach (['a validator' => $validator, 'a subclass' => Sub::compile([]), 'a result' => $result] as $what => $object) {
    foreach (['serialize', fn (object $object) => serialize([1, [$object]]), 'var_export', 'json_encode'] as $do) {
        attempt($what . ', ' . (is_string($do) ? $do : 'serialize inside others'), fn () => $do === 'var_export' ? strlen(var_export($object, true)) > 5 : $do($object));
    }
    $name = strlen($object::class) . ':"' . $object::class . '"';
    attempt("$what, unserialize", fn () => unserialize("O:$name:0:{}"));
    attempt("$what, unserialize with properties", fn () => unserialize("O:$name:2:{s:2:\"ok\";b:1;i:7;R:1;}"));
    attempt("$what, unserialize in another form", fn () => gettype(@unserialize("C:$name:0:{}")));
}
attempt('an exception', function () use ($validator) {
    try {
        $validator->validate(['a' => 'long']);
    } catch (ValidationException $exception) {
        return [$exception->getMessage(), $exception->getCode(), $exception->errors(), $exception->getResult()->ok];
    }
});
?>
--EXPECTF--
new: Error 0: Call to private HighPerApp\HighPer\Native\Validator::__construct() from global scope
new subclass: Error 0: Call to private HighPerApp\HighPer\Native\Validator::__construct() from global scope
new result: Error 0: Call to private HighPerApp\HighPer\Native\ValidationResult::__construct() from global scope
without compile(), passes: RuleException 5: the object was not made by a validator
without compile(), check: RuleException 5: the object was not made by a validator
without compile(), validate: RuleException 5: the object was not made by a validator
without compile(), strict: RuleException 5: the object was not made by a validator
without compile(), clone: RuleException 5: the object was not made by a validator
constructor called: null
still there: false
a result from nowhere: ReflectionException 0: Class HighPerApp\HighPer\Native\ValidationResult is an internal class marked as final that cannot be instantiated without invoking its constructor
ok is read-only: Error 0: Cannot modify readonly property HighPerApp\HighPer\Native\ValidationResult::$ok
ok stays: Error 0: Cannot unset readonly property HighPerApp\HighPer\Native\ValidationResult::$ok
ok by reference: Error 0: Cannot %Smodify readonly property HighPerApp\HighPer\Native\ValidationResult::$ok
no other property: Error 0: Cannot create dynamic property HighPerApp\HighPer\Native\ValidationResult::$more
isset: [true,false,false,{"ok":false},{"ok":false}]
a result is final: true
clone of a result: Error 0: Trying to clone an uncloneable object of class HighPerApp\HighPer\Native\ValidationResult
clone of a validator: {"a":["no x"]}
errors are nobody else's: {"a":["A must have at most 3 characters."]}
arguments: ArgumentCountError 0: HighPerApp\HighPer\Native\Validator::passes() expects exactly 1 argument, 0 given
arguments, too many: ArgumentCountError 0: HighPerApp\HighPer\Native\Validator::passes() expects exactly 1 argument, 2 given
arguments, by name: true
arguments, an object: TypeError 0: HighPerApp\HighPer\Native\Validator::check(): Argument #1 ($data) must be of type array, ArrayObject given
a subclass: ["Sub","Sub",1,"Sub"]
a validator, serialize: Exception 0: Serialization of 'HighPerApp\HighPer\Native\Validator' is not allowed
a validator, serialize inside others: Exception 0: Serialization of 'HighPerApp\HighPer\Native\Validator' is not allowed
a validator, var_export: true
a validator, json_encode: "{}"
a validator, unserialize: Exception 0: Unserialization of 'HighPerApp\HighPer\Native\Validator' is not allowed
a validator, unserialize with properties: Exception 0: Unserialization of 'HighPerApp\HighPer\Native\Validator' is not allowed
a validator, unserialize in another form: Exception 0: Unserialization of 'HighPerApp\HighPer\Native\Validator' is not allowed
a subclass, serialize: Exception 0: Serialization of 'Sub' is not allowed
a subclass, serialize inside others: Exception 0: Serialization of 'Sub' is not allowed
a subclass, var_export: true
a subclass, json_encode: "{\"mine\":1}"
a subclass, unserialize: Exception 0: Unserialization of 'Sub' is not allowed
a subclass, unserialize with properties: Exception 0: Unserialization of 'Sub' is not allowed
a subclass, unserialize in another form: Exception 0: Unserialization of 'Sub' is not allowed
a result, serialize: Exception 0: Serialization of 'HighPerApp\HighPer\Native\ValidationResult' is not allowed
a result, serialize inside others: Exception 0: Serialization of 'HighPerApp\HighPer\Native\ValidationResult' is not allowed
a result, var_export: true
a result, json_encode: "{\"ok\":false}"
a result, unserialize: Exception 0: Unserialization of 'HighPerApp\HighPer\Native\ValidationResult' is not allowed
a result, unserialize with properties: Exception 0: Unserialization of 'HighPerApp\HighPer\Native\ValidationResult' is not allowed
a result, unserialize in another form: Exception 0: Unserialization of 'HighPerApp\HighPer\Native\ValidationResult' is not allowed
an exception: ["A must have at most 3 characters.",422,{"a":["A must have at most 3 characters."]},false]
