--TEST--
Objects made without their constructor work or say what is missing; none crashes
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\RouterException;
use HighPerApp\HighPer\Native\RouteMatch;
use HighPerApp\HighPer\Native\Router;

$router = (new ReflectionClass(Router::class))->newInstanceWithoutConstructor();
echo json_encode($router->get('/a/{x}', 1)->match('GET', '/a/b')), "\n";
class Sub extends Router
{
    public function __construct()
    {
    }
}
echo json_encode((new Sub())->get('/a', 1)->match('GET', '/a')), "\n";

$match = (new ReflectionClass(RouteMatch::class))->newInstanceWithoutConstructor();
foreach (['isFound', 'status', 'params'] as $member) {
    try {
        var_dump($member === 'isFound' ? $match->isFound() : $match->$member);
    } catch (Error $error) {
        echo $error::class, ': ', $error->getMessage(), "\n";
    }
}
var_dump($match);
$exception = (new ReflectionClass(RouterException::class))->newInstanceWithoutConstructor();
var_dump($exception->getPattern(), $exception->getOffset(), $exception->getHint(), $exception->getMessage());
?>
--EXPECTF--
[1,{"x":"b"}]
[1,[]]
Error: Typed property HighPerApp\HighPer\Native\RouteMatch::$status must not be accessed before initialization
Error: Typed property HighPerApp\HighPer\Native\RouteMatch::$status must not be accessed before initialization
Error: Typed property HighPerApp\HighPer\Native\RouteMatch::$params must not be accessed before initialization
object(HighPerApp\HighPer\Native\RouteMatch)#%d (0) {
%A}
NULL
NULL
string(0) ""
string(0) ""
