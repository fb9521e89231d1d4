--TEST--
Two hundred requests of one process: rules are compiled once for each version, right answers, steady memory, also while every request compiles
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/server.inc';

$server = new BuiltInServer(<<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Exception\ValidationException;
    use HighPerApp\HighPer\Native\Validator;

    $built = false;
    $validator = Validator::persistent('app', function () use (&$built) {
        $built = true;
        $rules = ['name' => 'trim|required|max:10', 'born' => 'nullable|cast:date', 'items.*.id' => 'integer|distinct', 'p' => [['regex_pcre', '/^(?=a)/']], 't' => 'timezone'];
        for ($i = 0; $i < 200; $i++) {
            $rules["field$i"] = 'nullable|regex:/^[a-z]{' . $i . ',}\d$/u|in:' . str_repeat('x', 100);
        }

        return Validator::compile($rules, ['name.max' => ':attribute is longer than :max'], ['name' => 'the name'])->maxErrors(3);
    }, $_GET['v']);
    $good = ['name' => ' Jane ', 'born' => '1 May 1990', 'items' => [['id' => 1], ['id' => 2]], 'dropped' => new stdClass()];
    $bad = ['name' => str_repeat('n', 11), 'items' => [['id' => 1], ['id' => 1]], 'p' => 'b', 't' => 'Nowhere', 'field3' => 'q'];
    $right = array_keys($validator->validate($good)) === ['name', 'born', 'items'] && $validator->strict()->passes($good);
    try {
        $validator->validate($bad);
    } catch (ValidationException $exception) {
        $right = $right && $exception->getMessage() === 'the name is longer than 10 (and 2 more)';
    }
    $own = Validator::compile(['a' => [fn ($field, $value, $fail) => $fail('own')]]);
    $right = $right && $own->check(['a' => 1])->errors() === ['a' => ['own']];
    unset($exception);
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $rss);
    echo json_encode([$built, $right, memory_get_usage(), (int) $rss[1]]);
    PHP);
foreach (['the same version' => fn (int $i) => 'same', 'a new version each time' => fn (int $i) => "v$i"] as $what => $version) {
    $answers = [];
    for ($i = 1; $i <= 200; $i++) {
        $answers[$i] = json_decode($server->get('v=' . $version($i))) ?? die($server->log);
    }
    $growth = $answers[200][3] - $answers[80][3];
    // What the JIT has compiled by then is some kilobytes more or less for a request.
    $least = fn (int $from): int => min(array_column(array_slice($answers, $from, 50), 2));
    echo $what, ': ', count(array_filter(array_column($answers, 0))), ' builds, ', count(array_filter(array_column($answers, 1))), ' right, ',
        abs($least(150) - $least(50)) < 65536 ? 'same usage' : 'usage differs', ', ', $growth < 1024 ? 'steady' : "grew by $growth KiB", "\n";
}
$server->stop();
?>
--EXPECT--
the same version: 1 builds, 200 right, same usage, steady
a new version each time: 200 builds, 200 right, same usage, steady
