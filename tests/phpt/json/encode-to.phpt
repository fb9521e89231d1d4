--TEST--
encodeTo() writes in chunks to a stream that is PHP code, which may throw, refuse, change what is encoded, or be closed meanwhile
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Json;

class Wrapper
{
    public static ?Closure $write;
    public $context;

    public function stream_open($path, $mode, $options, &$opened)
    {
        return true;
    }

    public function stream_write($bytes)
    {
        return (self::$write)($bytes);
    }
}
stream_wrapper_register('wrapped', Wrapper::class);
class Point
{
    public $list;
    public $text;
    public $last = 3;
}
function attempt(mixed $value, ?Closure $write): void
{
    Wrapper::$write = $write;
    try {
        var_dump(Json::encodeTo(fopen('wrapped://', 'w'), $value));
    } catch (Throwable $thrown) {
        echo $thrown::class, ' ', $thrown->getCode(), ' ', $thrown->getMessage(), "\n";
    }
}
$list = range(0, 100000);
$calls = 0;
$text = '';
attempt($list, function ($bytes) use (&$calls, &$text) {
    $calls++;
    $text .= $bytes;

    return strlen($bytes);
});
var_dump($calls > 5, $text === json_encode($list));

attempt($list, fn ($bytes) => throw new LogicException('from the stream', 7));
attempt($list, fn ($bytes) => 0);
$length = 0;
attempt($list, function ($bytes) use (&$length) {
    $length += $taken = min(1000, strlen($bytes));

    return $taken;
});
var_dump($length);

$point = new Point();
$point->list = [$list, str_repeat('x', 100000)];
$point->text = str_repeat('y', 100000);
$text = '';
attempt($point, function ($bytes) use ($point, &$text) {
    $point->list = $point->text = null;
    $text .= $bytes;

    return strlen($bytes);
});
var_dump(array_keys(json_decode($text, true)));

$closed = fopen('php://memory', 'w');
try {
    Json::encodeTo($closed, [1, new class($closed) implements JsonSerializable {
        public function __construct(private $stream)
        {
        }

        public function jsonSerialize(): mixed
        {
            fclose($this->stream);

            return 1;
        }
    }]);
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}

ini_set('memory_limit', memory_get_usage(true) + (6 << 20));
var_dump(Json::encodeTo(fopen('/dev/null', 'w'), array_fill(0, 100, array_fill(0, 2000, 'twenty characters in'))));
?>
--EXPECT--
int(588898)
bool(true)
bool(true)
LogicException 7 from the stream
HighPerApp\HighPer\Native\Exception\JsonException 102 The stream takes no more after byte 0
int(588898)
int(588898)
int(688933)
array(3) {
  [0]=>
  string(4) "list"
  [1]=>
  string(4) "text"
  [2]=>
  string(4) "last"
}
HighPerApp\HighPer\Native\Json::encodeTo(): supplied resource is not a valid stream resource
int(4600201)
