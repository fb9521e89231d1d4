--TEST--
validated() shares what it does not change, and what is done to the data, to references in it or to an answer changes no result
--FILE--
<?php
use HighPerApp\HighPer\Native\Validator;

class Item
{
    public function __construct(public int $number)
    {
    }

    public function __destruct()
    {
        echo "item $this->number goes\n";
    }
}
$validator = Validator::compile(['a' => 'array', 'b.c' => 'required|min:2', 'list.*.n' => 'integer']);
$data = ['a' => range(1, 1000), 'b' => ['c' => str_repeat('c', 5)], 'list' => [['n' => 1], ['n' => 2]]];
$before = memory_get_usage();
$validated = $validator->validate($data);
echo memory_get_usage() - $before < 100 ? 'shared' : 'copied', "\n";
$validated['a'][0] = 'changed';
$validated['b']['c'] .= '!';
$validated['list'][] = 3;
echo json_encode([$data['a'][0], $data['b'], $data['list']]), "\n";

$result = $validator->check($data + ['dropped' => new Item(1)]);
$data['b']['c'] = 'new';
$data['list'][0]['n'] = 'x';
$one = $result->validated();
$one['list'][0]['n'] = 'y';
echo json_encode([$result->validated()['b'], $result->validated()['list']]), "\n";
unset($result);

// References: results hold what was there when it was checked.
[$list, $text, $self] = [[['n' => 1]], 'text', []];
$self['self'] = &$self;
$self['b'] = ['c' => 'self'];
$data = ['list' => &$list, 'b' => ['c' => &$text]];
$result = $validator->check($data);
$list[] = ['n' => 'x'];
$text = 'c';
echo json_encode([$result->ok, $result->validated()]), "\n";
$later = $validator->check($data);
$list = $text = null;
echo json_encode([$later->ok, $later->errors()]), "\n";
$validated = $result->validated();
$validated['b']['c'] = 'mine';
echo json_encode([$text, $result->validated()['b']['c']]), "\n";
echo json_encode($validator->validate($self)), "\n";
unset($self);
gc_collect_cycles();

// Objects stay the same ones, and live as long as a result that holds them.
$items = Validator::compile(['items.*' => 'required']);
$data = ['items' => ['x' => new Item(2), 'y' => new Item(3)], 'more' => new Item(4)];
$result = $items->check($data);
var_dump($result->validated()['items']['x'] === $data['items']['x']);
$data = null;
echo "data gone\n";
$validated = $result->validated();
$result = null;
echo "result gone\n";
unset($validated['items']['x']);
unset($validated);
$result = $items->check(['items' => [new Item(5), null]]);
$result->errors();
$result = null;

// Holes, packed and hashed, keys of both kinds.
$holes = [1, 'x', 3, 'y'];
unset($holes[0], $holes[2]);
$mixed = ['7' => 'seven', '07' => 'text', -1 => 'minus', '' => 'empty', 'k' => ['deep' => null]];
unset($mixed['07']);
$any = Validator::compile(['*.*' => 'max:5', '*' => 'required']);
echo json_encode([$any->validate(['holes' => $holes, 'mixed' => $mixed]), $any->check([$holes, $mixed + ['long' => 'longer']])->errors()]), "\n";
echo "end\n";
?>
--EXPECT--
shared
[1,{"c":"ccccc"},[{"n":1},{"n":2}]]
[{"c":"ccccc"},[{"n":1},{"n":2}]]
item 1 goes
[true,{"list":[{"n":1}],"b":{"c":"text"}}]
[false,{"b.c":["B.c must have at least 2 characters."],"list.1.n":["List.1.n must be an integer."]}]
[null,"text"]
{"b":{"c":"self"}}
bool(true)
data gone
item 4 goes
result gone
item 2 goes
item 3 goes
item 5 goes
[{"holes":{"1":"x","3":"y"},"mixed":{"7":"seven","-1":"minus","":"empty","k":{"deep":null}}},{"1.long":["1.long must have at most 5 characters."]}]
end
