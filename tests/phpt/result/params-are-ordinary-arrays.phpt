--TEST--
Parameters are arrays like any other: appended to, sorted, unset, merged, encoded, walked by reference, grown past eight keys
--FILE--
<?php
use HighPerApp\HighPer\Native\Router;

function checked(array $params): array
{
    // Each key is found by its hash, in its order, and nothing else is there.
    $copy = [];
    foreach ($params as $key => $value) {
        array_key_exists($key, $params) && $params[$key] === $value ? $copy[$key] = $value : print("$key is lost\n");
    }

    return $copy === $params && count($copy) === count($params) ? $params : die('broken');
}
for ($count = 1; $count <= 32; $count++) {
    $names = array_map(fn (int $n) => "p$n", range(1, $count));
    $router = (new Router())->get('/' . implode('/', array_map(fn (string $name) => '{' . $name . '}', $names)), 1);
    $path = '/' . implode('/', array_map(fn (string $name) => "v$name", $names));
    $expected = array_combine($names, array_map(fn (string $name) => "v$name", $names));
    $router->match('GET', $path);
    $ask = fn (): array => checked($router->match('GET', $path)[1]);
    if ($ask() !== $expected) {
        echo "$count: ", json_encode($ask()), "\n";
    }
    $grown = $ask();
    $same = $expected;
    for ($i = 0; $i < 40; $i++) {
        $grown["new$i"] = $same["new$i"] = $i;
        $grown[] = $same[] = $i;
    }
    $shrunk = $ask();
    $less = $expected;
    unset($shrunk['p1'], $less['p1']);
    $shrunk['p1'] = $less['p1'] = 'back';
    $sorted = $ask();
    krsort($sorted);
    $reversed = $expected;
    krsort($reversed);
    $walked = $ask();
    foreach ($walked as $key => &$value) {
        if ($key === 'p1') {
            $walked['late'] = 'late';
        }
        $value .= '!';
    }
    unset($value);
    $late = array_map(fn (string $value) => "$value!", $expected + ['late' => 'late']);
    $pairs = [
        [$grown, $same], [$shrunk, $less], [$sorted, $reversed], [$walked, $late],
        [array_merge($ask(), ['p1' => 'x', 'y']), array_merge($expected, ['p1' => 'x', 'y'])],
        [$ask() + ['z' => 1], $expected + ['z' => 1]],
        [unserialize(serialize($ask())), $expected],
        [json_decode(json_encode($ask()), true), $expected],
        [eval('return ' . var_export($ask(), true) . ';'), $expected],
        [array_flip($ask()), array_flip($expected)],
        [array_pop($sorted), array_pop($reversed)],
        [[...$ask(), 'q' => 1], [...$expected, 'q' => 1]],
        [(array) (object) $ask(), $expected],
    ];
    foreach ($pairs as $number => [$given, $wanted]) {
        if ($given !== $wanted) {
            echo "$count parameters, operation $number: ", json_encode($given), ' instead of ', json_encode($wanted), "\n";
        }
    }
    (function (array $params) use ($expected) {
        extract($params);
        if ($p1 !== 'vp1' || compact(array_keys($expected)) !== $expected) {
            echo "extract\n";
        }
    })($ask());
}
$first = $router->match('GET', $path)[1];
$second = $router->match('GET', str_replace('v', 'w', $path))[1];
$first['p1'] = 'changed';
echo $second['p1'], ' ', $first['p32'], ' ', $second['p32'], "\n";
?>
--EXPECT--
wp1 vp32 wp32
