--TEST--
A million checks, passed and failed, with messages, closures and casts, leave memory_get_usage() and the resident memory where they were
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\ValidationException;
use HighPerApp\HighPer\Native\Validator;

require __DIR__ . '/../support/child.inc';

$form = Validator::compile([
    'email' => 'required|email',
    'password' => ['required', 'string', 'min:8', 'regex:/[A-Z].*\d/', 'confirmed'],
    'name' => 'trim|required|string|max:50',
    'age' => 'nullable|integer|between:18,120|cast:int',
    'born' => 'date|before:2020-01-01',
    'items' => 'list|max:5',
    'items.*.id' => 'required|integer|distinct',
    'items.*.tags.*' => 'string|in:a,b,c',
], ['name.required' => 'Who is :attribute?', 'items.*.id.integer' => ':attribute, :position: :input'], ['items.*.id' => 'a number']);
$callbacks = Validator::compile([
    'a' => ['required', function (string $field, mixed $value, callable $fail): void {
        if ($value !== 'good') {
            $fail(':attribute is not good');
            $fail("$field, again");
        }
    }],
    'b' => 'mine:1,2',
    'c' => [['regex_pcre', '/^(?=.*x)/']],
], custom: ['mine' => fn (string $field, mixed $value, array $parameters, array $data): bool|string => $data['a'] === 'good' ?: "no $parameters[1]"]);
$good = [
    'email' => 'a@example.com', 'password' => 'Secret 123', 'password_confirmation' => 'Secret 123', 'name' => ' Jane ', 'age' => '42',
    'born' => '1 May 1990', 'items' => [['id' => 1, 'tags' => ['a', 'b']], ['id' => 2]], 'more' => 'dropped',
];
$bad = ['email' => 'nobody', 'password' => 'short', 'name' => '  ', 'age' => 'x', 'born' => 'never', 'items' => [['id' => 'x', 'tags' => ['z']], ['id' => 2], ['id' => 2]]];
$round = function (int $count) use ($form, $callbacks, $good, $bad): void {
    for ($i = 0; $i < $count; $i++) {
        $good['name'] = $bad['email'] = "name $i";
        $form->passes($good);
        $form->passes($bad);
        $form->validate($good)['items'][0]['id'];
        $result = $form->check($bad);
        if ($i % 4 === 0) {
            $result->errors();
            $result->first('name');
            $result->failed();
        }
        $callbacks->check(['a' => 'good', 'b' => "$i", 'c' => 'x'])->validated();
        $callbacks->passes(['a' => "$i", 'b' => 1, 'c' => 'y']);
        if ($i % 8 === 0) {
            $callbacks->check(['a' => "$i", 'b' => 1, 'c' => 'y'])->errors();
            try {
                $form->strict()->maxErrors(2)->validate($bad);
            } catch (ValidationException $exception) {
                $exception->errors();
            }
            unset($exception);
        }
    }
};
$round(2000);
gc_collect_cycles();
$resident = resident_kib();
$usage = memory_get_usage();
$round(170_000);
gc_collect_cycles();
var_dump(memory_get_usage() - $usage);
$growth = resident_kib() - $resident;
echo $growth < 512 ? 'steady' : "grew by $growth KiB", "\n";
?>
--EXPECT--
int(0)
steady
