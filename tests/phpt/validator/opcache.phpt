--TEST--
Preloaded classes extend the Validator, and loops under JIT give what they give without
--SKIPIF--
<?php
if (!extension_loaded('Zend OPcache')) {
    die('skip needs opcache');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$folder = scratch_folder();
file_put_contents("$folder/preload.php", <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\{ValidationResult, Validator};
    class Preloaded extends Validator
    {
        public function ask(array $data): ValidationResult { return $this->check($data); }
    }
    function preloaded(Validator $validator, array $data): bool { return $validator->passes($data); }
    echo json_encode([Preloaded::compile(['a' => 'required'])->ask([])->errors(), preloaded(Validator::compile(['a' => fn () => 1]), ['a' => 1])]), "\n";
    PHP);
file_put_contents("$folder/main.php", <<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\Exception\ValidationException;

    // Constant arrays, which opcache shares among processes and nobody may count.
    const DATA = ['name' => ' Jane ', 'age' => '42', 'list' => [['id' => 1, 'more' => [1]], ['id' => 2]]];
    function loop(Preloaded $validator, int $count): string
    {
        $hash = 0;
        for ($i = 0; $i < $count; $i++) {
            $data = DATA;
            $validated = $validator->validate($data);
            $validated['list'][0]['id'] = $i;
            $data['age'] = $i % 3 === 0 ? 'x' : $i;
            $result = $validator->ask($data);
            $errors = $result->errors();
            $errors['age'][] = 'more';
            $same = $validator->validate(['name' => 'Jane', 'age' => 1, 'list' => DATA['list']])['list'];
            try {
                $thrown = count($validator->validate($i % 5 === 0 ? [] : DATA));
            } catch (ValidationException $exception) {
                $thrown = $exception->getMessage();
            }
            $hash = crc32($hash . json_encode([$validated, $errors, $result->ok, $result->errors(), preloaded($validator, DATA), $same, $thrown, DATA]));
        }

        return dechex($hash);
    }
    $validator = Preloaded::compile([
        'name' => 'trim|required|max:4', 'age' => ['integer', fn (string $field, mixed $value, callable $fail) => $value === 7 ? $fail('seven') : null], 'list.*.id' => 'integer',
    ]);
    $hash = loop($validator, 3000);
    echo (opcache_get_status(false)['jit']['on'] ?? false) ? 'on ' : 'off ', $hash;
    PHP);
$user = function_exists('posix_getpwuid') ? posix_getpwuid(posix_geteuid())['name'] : get_current_user();
$expected = null;
foreach (['disable', 'function', 'tracing'] as $jit) {
    [$exit, $output] = run_php(["$folder/main.php"], [
        'opcache.enable_cli' => '1', 'opcache.preload' => "$folder/preload.php", 'opcache.preload_user' => $user,
        'opcache.jit' => $jit, 'opcache.jit_buffer_size' => '32M',
    ]);
    [$preloaded, $looped] = explode("\n", $output) + [1 => ''];
    [$on, $hash] = explode(' ', $looped) + [1 => ''];
    $expected ??= $hash;
    echo "$jit: $exit $preloaded $on ", $hash === $expected && preg_match('/^[0-9a-f]{1,8}$/', $hash) ? 'same' : $output, "\n";
}
remove_folder($folder);
?>
--EXPECT--
disable: 0 [{"a":["A is required."]},true] off same
function: 0 [{"a":["A is required."]},true] on same
tracing: 0 [{"a":["A is required."]},true] on same
