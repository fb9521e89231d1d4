--TEST--
What var_export() writes for a Router cannot be run back into one; dumping it shows no internals and does no harm
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

$router = (new Router())->get('/a', 1);
$router->match('GET', '/a');
try {
    eval('$back = ' . var_export($router, true) . ';');
    echo "made\n";
} catch (Error $error) {
    echo $error::class, ': ', $error->getMessage(), "\n";
}
var_dump($router);
print_r($router);
var_dump((array) $router, get_object_vars($router), json_encode($router));
var_dump($router == clone $router, isset($router->nothing));
?>
--EXPECTF--
Error: Call to undefined method HighPerApp\HighPer\Native\Router::__set_state()
object(HighPerApp\HighPer\Native\Router)#%d (0) {
}
HighPerApp\HighPer\Native\Router Object
(
)
array(0) {
}
array(0) {
}
string(2) "{}"
bool(false)
bool(false)
