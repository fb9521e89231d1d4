--TEST--
A string that an extension changes in place, and says nothing, is no value for a JSON Schema
--SKIPIF--
<?php if (!function_exists('sodium_add')) echo 'skip nothing to change strings with'; ?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\SchemaException;
use HighPerApp\HighPer\Native\JsonSchema;

$changed = function (int $length): string {
    $text = str_repeat('z', $length) . chr(random_int(97, 97));
    preg_match('/x/u', $text);
    sodium_add($text, str_repeat("\0", $length) . chr(0xF7 - 0x61));

    return $text;
};
$schema = JsonSchema::compile(['maxLength' => 3, 'format' => 'regex', 'propertyNames' => ['maxLength' => 3]], formats: true);
foreach ([7, 31, 4_087] as $length) {
    foreach ([$changed($length), [$changed($length)], [$changed($length) => 1], (object) ['a' => $changed($length)]] as $value) {
        foreach (['passes', 'check', 'validate'] as $method) {
            try {
                $schema->$method($value);
                echo "$method() took it\n";
            } catch (SchemaException $error) {
                if ($error->getCode() !== SchemaException::BAD_VALUE) {
                    echo $error->getMessage(), "\n";
                }
            }
        }
    }
}
echo "done\n";
?>
--EXPECT--
done
