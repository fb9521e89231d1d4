--TEST--
Json::encodeTo() holds the value that it is about to write while a user's stream takes it away
--FILE--
<?php
use HighPerApp\HighPer\Native\Json;

class Taking
{
    public mixed $context;
    public static object $object;
    public static string $text = '';

    public function stream_open(): bool
    {
        return true;
    }

    public function stream_write(string $text): int
    {
        self::$text .= $text;
        foreach (array_keys(get_object_vars(self::$object)) as $name) {
            self::$object->$name = null;
        }
        $GLOBALS['other'][] = array_map(static fn (int $i): string => str_repeat('J', 30), range(1, 100));

        return strlen($text);
    }

    public function stream_set_option(): bool
    {
        return false;
    }
}

stream_wrapper_register('taking', Taking::class);
$names = array_map(static fn (int $i): string => "p$i", range(0, 9999));
eval('class Wide { public $' . implode(', $', $names) . '; }');
Taking::$object = new Wide();
foreach ($names as $name) {
    Taking::$object->$name = "value of $name";
}
$stream = fopen('taking://', 'w');
stream_set_write_buffer($stream, 0);
var_dump(Json::encodeTo($stream, Taking::$object) === strlen(Taking::$text));
foreach (json_decode(Taking::$text, true) as $name => $value) {
    if ($value !== null && $value !== "value of $name") {
        echo "$name: ", var_export($value, true), "\n";
    }
}
?>
--EXPECT--
bool(true)
