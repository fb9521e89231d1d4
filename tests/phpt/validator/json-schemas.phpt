--TEST--
JsonSchema leaks nothing, whether it succeeds or throws, and a hundred thousand checks leave the resident memory where it was
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\JsonSchema;

require __DIR__ . '/../support/child.inc';

$long = str_repeat('long', 20);
$schema = JsonSchema::compile([
    'type' => 'object', 'required' => ['name'], 'additionalProperties' => false,
    'properties' => ['name' => ['type' => 'string', 'pattern' => '^[a-z]+$', 'maxLength' => 10], 'list' => ['items' => ['$ref' => '#/$defs/n'], 'uniqueItems' => true]],
    '$defs' => ['n' => ['type' => 'integer', 'minimum' => 3]],
]);
$good = ['name' => 'jane', 'list' => [3, 4, 5]];
$bad = (object) ['name' => strtoupper($long), 'list' => [1, 'x', 1], $long => null];
$self = ['list' => []];
$self['list'][] = &$self;
$calls = [
    'compile' => fn () => JsonSchema::compile("{\"enum\":[\"$long\",[1,{\"a\":null}]]}")->passes([1, ['a' => null]]),
    'compile, objects' => fn () => JsonSchema::compile((object) ['const' => (object) ['a' => $long]], ['http://example.com/a' => ['type' => 'string']], true, '7'),
    'compile, bad' => fn () => JsonSchema::compile(['type' => $long]),
    'compile, reference' => fn () => JsonSchema::compile(['$ref' => "http://example.com/$long"]),
    'compile, no JSON' => fn () => JsonSchema::compile("{\"$long"),
    'compile, value' => fn () => JsonSchema::compile(['const' => NAN, 'title' => $long]),
    'compile, draft' => fn () => JsonSchema::compile(true, draft: $long),
    'passes' => fn () => [$schema->passes($good), $schema->passes($bad), $schema->passes(null)],
    'passesJson' => fn () => [$schema->passesJson(json_encode($good)), $schema->passesJson(json_encode($bad))],
    'passesJson, no JSON' => fn () => $schema->passesJson("[\"$long\","),
    'check' => fn () => (fn ($result) => [$result->errors(), $result->errors(), $result->first(), $result->first('/name'), $result->failed()])($schema->check($bad)),
    'checkJson' => fn () => [$schema->checkJson(json_encode($good))->validated(), $schema->checkJson(json_encode($bad))->errors()],
    'checkJson, no JSON' => fn () => $schema->checkJson("{\"$long\":"),
    'validate' => fn () => $schema->validate($good),
    'validate, failed' => function () use ($schema, $bad) { try { $schema->validate($bad); } catch (ValidationException $exception) { return $exception->errors(); } },
    'validated, failed' => fn () => $schema->check($bad)->validated(),
    'values' => fn () => $schema->check(['name' => $long, 'list' => [1.5, INF]]),
    'values, objects' => fn () => $schema->passes(['name' => new ArrayObject([$long])]),
    'values, bytes' => fn () => $schema->passes(['name' => "\xff$long"]),
    'values, in a circle' => fn () => $schema->passes($self),
    'clone' => fn () => (clone $schema)->passes($good),
    'serialize' => fn () => serialize($schema),
    'dumped' => fn () => [print_r($schema, true), (array) $schema, json_encode($schema->check($bad))],
    'without constructor' => fn () => (new ReflectionClass(JsonSchema::class))->newInstanceWithoutConstructor()->passes($good),
];
$leaks = [];
foreach ($calls as $what => $call) {
    $usage = 0;
    foreach ([50, 100] as $count) {
        $usage = memory_get_usage();
        for ($i = 0; $i < $count; $i++) {
            try {
                @$call();
            } catch (Throwable) {
            }
        }
        gc_collect_cycles();
        $usage = memory_get_usage() - $usage;
    }
    if ($usage !== 0) {
        $leaks[] = "$what: " . round($usage / 100) . ' bytes a call';
    }
}
echo implode("\n", $leaks ?: ['none']), "\n";

$round = function (int $count) use ($schema, $good, $bad): void {
    for ($i = 0; $i < $count; $i++) {
        $good['name'] = $i % 2 ? 'jane' : "j$i";
        $schema->passes($good);
        $schema->check($bad)->errors();
        $schema->checkJson("{\"name\":\"n$i\",\"list\":[$i,$i]}")->failed();
        if ($i % 16 === 0) {
            JsonSchema::compile(['properties' => ["p$i" => ['pattern' => "^a+p$i?\$"]]])->passes(['a' => 1]);
        }
    }
};
$round(2000);
gc_collect_cycles();
[$resident, $usage] = [resident_kib(), memory_get_usage()];
$round(35_000);
echo memory_get_usage() <= $usage ? 'no more in use' : 'more in use', ', ';
$growth = resident_kib() - $resident;
echo $growth < 1024 ? 'steady' : "grew by $growth KiB", "\n";

// The collector, fibers' ends and bailouts.
class Held
{
    public mixed $held = null;
}
$held = new Held();
$held->held = JsonSchema::compile(['type' => 'string'])->check([1, 2]);
$holding = new Held();
$holding->held = [$holding, $schema->check($good), $held];
unset($holding);
gc_collect_cycles();
$begin = <<<'PHP'
    use HighPerApp\HighPer\Native\JsonSchema;
    ini_set('memory_limit', '16M');
    $schema = JsonSchema::compile(['items' => ['type' => 'integer']]);
    $many = array_fill(0, 50000, 'x');
    register_shutdown_function(function () use ($schema, &$kept, &$many) { $kept = $many = null; ini_set('memory_limit', '32M'); echo json_encode([$schema->passes([1]), $schema->check(['x'])->errors()]); });
    PHP;
foreach ([
    'errors' => 'for ($kept = []; ; ) { $kept[] = $schema->check($many)->errors(); }',
    'failed' => 'for ($kept = []; ; ) { $kept[] = $schema->check($many)->failed(); }',
    'checkJson' => '$json = json_encode(array_fill(0, 200000, [[]])); for ($kept = []; ; ) { $kept[] = $schema->checkJson($json)->validated(); }',
    'compile' => 'for ($kept = []; ; ) { $kept[] = [JsonSchema::compile(["const" => $many]), str_repeat("x", 100000)]; }',
] as $what => $code) {
    [$exit, $output] = run_code("$begin\n$code");
    $died = preg_match('/Allowed memory size of 16777216 bytes exhausted/', $output) === 1;
    echo "$what: $exit ", $died ? 'fatal error' : $output, ' ', trim((string) strrchr("\n$output", "\n")), "\n";
}
?>
--EXPECT--
none
no more in use, steady
errors: 255 fatal error [true,{"\/0":["must be of type integer"]}]
failed: 255 fatal error [true,{"\/0":["must be of type integer"]}]
checkJson: 255 fatal error [true,{"\/0":["must be of type integer"]}]
compile: 255 fatal error [true,{"\/0":["must be of type integer"]}]
