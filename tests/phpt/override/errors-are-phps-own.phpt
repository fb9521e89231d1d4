--TEST--
Under highper.json_override errors look as PHP's own functions have them: class, message, state
--INI--
highper.json_override=1
--FILE--
<?php
namespace Some\Library {
    var_dump(json_decode('{"a":[1,2.0,"b"]}', true) === ['a' => [1, 2.0, 'b']], json_encode(['a' => "/\u{e9}"]), json_validate('[1'));
}

namespace {
    var_dump(json_decode('{'), json_last_error(), json_last_error_msg());
    var_dump(json_encode(NAN), json_last_error_msg());
    foreach ([
        fn () => json_decode("[\n1 2]", flags: JSON_THROW_ON_ERROR),
        fn () => json_encode("\xff", JSON_THROW_ON_ERROR),
        fn () => json_decode('[]', depth: 0),
        fn () => json_decode('[]', depth: PHP_INT_MAX),
        fn () => json_validate('[]', 0),
        fn () => json_validate('[]', 512, JSON_BIGINT_AS_STRING),
        fn () => json_decode([]),
        fn () => json_decode(),
        fn () => json_encode(1, jsonFlags: 1),
    ] as $call) {
        try {
            var_dump($call());
        } catch (Throwable $error) {
            echo $error::class, ' ', $error->getCode(), ': ', $error->getMessage(), "\n";
        }
    }
    // Throwing leaves the state alone; a depth out of range does not.
    var_dump(json_last_error_msg());
    echo new ReflectionFunction('json_decode');
    var_dump((new ReflectionFunction('json_encode'))->getExtensionName(), is_callable('json_validate'), array_map('json_decode', ['1', '[]']));
}
?>
--EXPECT--
bool(true)
string(16) "{"a":"\/\u00e9"}"
bool(false)
NULL
int(4)
string(12) "Syntax error"
bool(false)
string(34) "Inf and NaN cannot be JSON encoded"
JsonException 4: Syntax error
JsonException 5: Malformed UTF-8 characters, possibly incorrectly encoded
ValueError 0: json_decode(): Argument #3 ($depth) must be greater than 0
ValueError 0: json_decode(): Argument #3 ($depth) must be less than 2147483647
ValueError 0: json_validate(): Argument #2 ($depth) must be greater than 0
ValueError 0: json_validate(): Argument #3 ($flags) must be a valid flag (allowed flags: JSON_INVALID_UTF8_IGNORE)
TypeError 0: json_decode(): Argument #1 ($json) must be of type string, array given
ArgumentCountError 0: json_decode() expects at least 1 argument, 0 given
Error 0: Unknown named parameter $jsonFlags
string(8) "No error"
Function [ <internal:json> function json_decode ] {

  - Parameters [4] {
    Parameter #0 [ <required> string $json ]
    Parameter #1 [ <optional> ?bool $associative = null ]
    Parameter #2 [ <optional> int $depth = 512 ]
    Parameter #3 [ <optional> int $flags = 0 ]
  }
  - Return [ mixed ]
}
string(4) "json"
bool(true)
array(2) {
  [0]=>
  int(1)
  [1]=>
  array(0) {
  }
}
