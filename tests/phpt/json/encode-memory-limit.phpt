--TEST--
memory_limit in mid-encode ends the request, and what runs at its end can encode
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

[$exit, $output] = run_code(<<<'PHP'
    use HighPerApp\HighPer\Native\Json;
    class Slow implements JsonSerializable { function jsonSerialize(): mixed { return str_repeat("\u{e9}", 1 << 20); } }
    $inner = (object) ['s' => array_fill(0, 64, new Slow())];
    register_shutdown_function(function () use ($inner) {
        ini_set('memory_limit', '-1');
        echo Json::encode(['after' => 1.5]), strlen(Json::encode([str_repeat('x', 100000)]));
    });
    ini_set('memory_limit', memory_get_usage(true) + (16 << 20));
    Json::encode([1, [$inner]]);
    PHP);
echo $exit, ' ', trim(strrchr("\n$output", "\n")), "\n";
?>
--EXPECT--
255 {"after":1.5}100004
