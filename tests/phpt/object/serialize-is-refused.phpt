--TEST--
serialize() and unserialize() refuse a Router, also in crafted payloads and inside other values
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\Router;

class Sub extends Router
{
    public int $mine = 1;
}
function attempt(callable $do): void
{
    try {
        var_dump($do());
    } catch (Throwable $error) {
        echo $error::class, ' ', $error->getCode(), ': ', $error->getMessage(), "\n";
    }
}
$router = (new Router())->get('/a', 1);
attempt(fn () => serialize($router));
attempt(fn () => serialize([1, [new Sub()]]));
$name = strlen(Router::class) . ':"' . Router::class . '"';
attempt(fn () => unserialize("O:$name:0:{}"));
attempt(fn () => unserialize("O:$name:2:{s:1:\"a\";i:1;i:7;R:1;}"));
attempt(fn () => unserialize('a:2:{i:0;O:3:"Sub":1:{s:4:"mine";i:2;}i:1;R:2;}'));
// PHP itself makes an object of any class from this form, with a warning and without asking the class: it has to be a sound one.
attempt(fn () => json_encode(@unserialize("C:$name:0:{}")->get('/b', 2)->match('GET', '/b')));
attempt(fn () => @unserialize("E:$name"));
attempt(fn () => get_class(unserialize("O:$name:0:{}", ['allowed_classes' => false])));
attempt(fn () => $router->__unserialize([]));
echo json_encode($router->match('GET', '/a')), "\n";
?>
--EXPECT--
HighPerApp\HighPer\Native\Exception\RouterException 17: A Router cannot be serialized: keep toArray() and rebuild it with fromArray()
HighPerApp\HighPer\Native\Exception\RouterException 17: A Router cannot be serialized: keep toArray() and rebuild it with fromArray()
HighPerApp\HighPer\Native\Exception\RouterException 17: A Router cannot be serialized: keep toArray() and rebuild it with fromArray()
HighPerApp\HighPer\Native\Exception\RouterException 17: A Router cannot be serialized: keep toArray() and rebuild it with fromArray()
HighPerApp\HighPer\Native\Exception\RouterException 17: A Router cannot be serialized: keep toArray() and rebuild it with fromArray()
string(6) "[2,[]]"
bool(false)
string(22) "__PHP_Incomplete_Class"
HighPerApp\HighPer\Native\Exception\RouterException 17: A Router cannot be serialized: keep toArray() and rebuild it with fromArray()
[1,[]]
