--TEST--
What a caller does to a result, by value or by reference, shows in no later result
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;
use function HighPerApp\HighPer\Native\route_match;

$router = (new Router())->get('/s', ['h', ['deep' => 1]], 's', ['m'])->get('/d/{id}', ['h', ['deep' => 1]], 'd', ['m']);
$changes = [
    'element' => function (array $answer) { $answer[0] = 'changed'; $answer[1]['new'] = 'changed'; return $answer; },
    'deep element' => function (array $answer) { $answer[0][1]['deep'] = 'changed'; return $answer; },
    'append' => function (array $answer) { $answer[] = 'changed'; $answer[1][] = 'changed'; $answer[0][] = 'changed'; return $answer; },
    'unset' => function (array $answer) { unset($answer[0][1], $answer[1]); return $answer; },
    'foreach by reference' => function (array $answer) { foreach ($answer as &$value) { $value = 'changed'; } return $answer; },
    'reference to an element' => function (array $answer) { $handler = &$answer[0]; $handler[1]['deep'] = 'changed'; $params = &$answer[1]; $params['id'] = 'changed'; return $answer; },
    'sort' => function (array $answer) { arsort($answer[0]); rsort($answer); array_multisort($answer); return $answer; },
    'array_walk' => function (array $answer) { array_walk_recursive($answer, function (&$value) { $value = 'changed'; }); return $answer; },
    'list by reference' => function (array $answer) { [&$handler, &$params] = $answer; $handler = $params = 'changed'; return $answer; },
    'array_splice, array_pop, array_shift' => function (array $answer) { array_splice($answer[0], 0, 1); array_pop($answer); array_shift($answer); return $answer; },
    'extract by reference' => function (array $answer) { extract($answer[1], EXTR_REFS); $id = 'changed'; return $answer; },
    'next and current' => function (array $answer) { next($answer); end($answer[0]); return $answer; },
];
$asks = [
    'match /s' => fn () => $router->match('GET', '/s'),
    'match /d' => fn () => $router->match('GET', '/d/7'),
    'route_match /s' => fn () => route_match($router, 'GET', '/s'),
    'dispatch /s' => fn () => array_slice($router->dispatch('GET', '/s'), 1),
    'routes' => fn () => $router->routes(),
    'find /s' => fn () => [$router->find('GET', '/s')->handler, $router->find('GET', '/s')->middleware],
];
foreach ($asks as $what => $ask) {
    $expected = json_encode($ask());
    foreach ($changes as $how => $change) {
        $kept = $ask();
        $change($ask());
        foreach ([$change($kept), $ask()] as $number => $answer) {
            if ($number === 1 && json_encode($answer) !== $expected) {
                echo "$what, $how: ", json_encode($answer), "\n";
            }
        }
        if (json_encode($kept) !== $expected) {
            echo "$what, $how: the kept result is ", json_encode($kept), "\n";
        }
    }
}
foreach ($router->match('GET', '/s') as &$value) {
    $value = 'changed';
}
unset($value);
$answer = $router->match('GET', '/s');
$alias = &$answer;
$alias[0][1] = 'changed';
echo json_encode($router->match('GET', '/s')), "\n";
?>
--EXPECT--
[["h",{"deep":1}],[]]
