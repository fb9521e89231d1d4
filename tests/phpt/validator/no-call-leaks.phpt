--TEST--
No method of the validator's classes leaks, whether it succeeds or throws
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\{RuleException, ValidationException};
use HighPerApp\HighPer\Native\{ValidationResult, Validator};

enum Suit: string
{
    case Hearts = 'h';
}
class Sub extends Validator
{
    public array $mine = [];
}
class Text implements Stringable
{
    public function __construct(private string|Throwable $text)
    {
    }

    public function __toString(): string
    {
        return $this->text instanceof Throwable ? throw $this->text : $this->text;
    }
}
$long = str_repeat('long', 20);
$key = bin2hex(random_bytes(6));
$plain = Validator::compile(['a' => 'required|string|max:10', 'b.*.c' => 'integer|distinct', 'd' => 'nullable|cast:date', 'e' => 'trim|cast:float'], ['required' => $long], ['a' => $long]);
$closures = Validator::compile(['a' => [fn ($field, $value, $fail) => $fail(":attribute $long"), 'mine:x,y']], custom: ['mine' => fn () => $long]);
$good = ['a' => 'text', 'b' => [['c' => 1, 'x' => $long], ['c' => 2]], 'd' => '1 May 2026', 'e' => ' 1.5 ', 'f' => $long];
$bad = ['a' => [$long], 'b' => ["k$long" => ['c' => $long], ['c' => 2], ['c' => 2]], 'd' => $long, 'e' => 'x'];
$reference = 'text';
$referring = ['a' => &$reference, 'b' => [['c' => 1]]];
$catch = fn (callable $do): mixed => (function () use ($do) { try { return $do(); } catch (ValidationException $exception) { return [$exception->errors(), $exception->getResult()->failed()]; } })();
$calls = [
    'compile' => fn () => Validator::compile(['a' => "required|in:$long,b|regex:/^[a-z]+$/i", "b.*.$long" => ['string', ['max', 5], ['in', ['a', 'b']]], 'c' => 'email:rfc,filter|timezone:Europe']),
    'compile, a subclass' => fn () => Sub::compile(['a' => 'required'])->mine,
    'compile, messages' => fn () => Validator::compile(['a.*' => 'required'], ['a.*.required' => $long, 'max' => ['string' => [ 'one' => $long, 'other' => $long]], '@language' => 'pl'], ['a.*' => $long, "a.$long" => 'b']),
    'compile, objects' => fn () => Validator::compile(['a' => new Text("in:$long"), 'b' => [new Text('string'), ['in', Suit::Hearts, new Text($long), 1.5, true, null]], 'c' => ['enum:Suit']]),
    'compile, any_of' => fn () => Validator::compile(['a' => [['any_of', 'string|email', ['integer', ['min', 3], fn () => $long]]]])->check(['a' => $long])->errors(),
    'compile, callbacks' => fn () => Validator::compile(['a' => ['mine:1', fn () => $long], 'b' => 'unique:x'], [], [], ['mine' => ['callback' => fn () => $long, 'implicit' => true], 'unique' => 'strlen']),
    'compile, unknown rule' => fn () => Validator::compile(['a' => ['required', fn () => $long, "none$long"]]),
    'compile, bad parameter' => fn () => Validator::compile(['a' => 'required', 'b' => "max:$long"]),
    'compile, bad pattern' => fn () => Validator::compile(['a' => [['regex', "/($long/"]]]),
    'compile, bad pattern of PCRE' => fn () => Validator::compile(['a' => [['regex_pcre', "/($long/"]]]),
    'compile, no rules' => fn () => Validator::compile(['a' => fn () => $long, $long => 5]),
    'compile, no callback' => fn () => Validator::compile(['a' => fn () => $long, 'b' => 'exists:x']),
    'compile, bad callback' => fn () => Validator::compile([], custom: ['mine' => fn () => $long, 'other' => "no_$long"]),
    'compile, bad message' => fn () => Validator::compile(['a' => fn () => $long], ['a' => [$long => 5]]),
    'compile, no other' => fn () => Validator::compile(['a' => fn () => $long], ['max' => ['string' => ['one' => $long]]]),
    'compile, a rule that throws' => fn () => Validator::compile(['a' => fn () => $long, 'b' => [new Text(new DomainException($long))]]),
    'compile, a parameter that throws' => fn () => Validator::compile(['a' => fn () => $long, 'b' => [['in', 'x', new Text(new DomainException($long))]]]),
    'compile, deep' => fn () => Validator::compile([implode('.', range(1, 70)) => 'required']),
    'compile, bad type' => fn () => Validator::compile($long),
    'passes' => fn () => [$plain->passes($good), $plain->passes($bad), $plain->passes([])],
    'passes, bad type' => fn () => $plain->passes($long),
    'check' => fn () => [$plain->check($good), $plain->check($bad)],
    'errors' => fn () => (fn (ValidationResult $result) => [$result->errors(), $result->errors(), $result->first(), $result->first('a'), $result->first($long), $result->failed()])($plain->check($bad)),
    'validated' => fn () => [$plain->check($good)->validated(), $plain->check([])->errors()],
    'validated, failed' => fn () => $plain->check($bad)->validated(),
    'validate' => fn () => $plain->validate($good),
    'validate, failed' => fn () => $catch(fn () => $plain->validate($bad)),
    'dates' => fn () => $plain->validate(['a' => 'a', 'd' => new DateTime('2026-05-01')]),
    'options' => fn () => [$plain->strict()->stopOnFirstFailure()->maxErrors(3)->check($bad)->errors(), $closures->strict(false)],
    'options, negative' => fn () => $plain->maxErrors(-1),
    'closures' => fn () => [$closures->passes($good), $closures->check($good)->errors()],
    'closures, thrown' => fn () => Validator::compile(['a' => [fn () => throw new DomainException($long)]])->check($good),
    'closures, thrown later' => fn () => Validator::compile(['b.*.c' => ['distinct', fn ($field, $value, $fail) => $value === 2 ? throw new DomainException($long) : $fail($long)]])->validate($good),
    'closures, bad message' => fn () => Validator::compile(['a' => [fn ($field, $value, $fail) => $fail([$long])]])->check($good),
    'closures, kept' => fn () => Validator::compile(['a' => [function ($field, $value, $fail) use (&$kept, $long) { $kept = $fail; $kept($long); }]])->check($good)->errors(),
    'closures, references' => fn () => Validator::compile(['a' => [fn ($field, $value, $fail) => $fail($long)]])->check($referring)->errors(),
    'callbacks, bad answer' => fn () => Validator::compile(['a' => 'mine'], custom: ['mine' => fn () => [$long]])->check($good),
    'callbacks, thrown' => fn () => Validator::compile(['a' => 'mine'], custom: ['mine' => fn () => throw new DomainException($long)])->validate($good),
    'callback that is a method' => fn () => Validator::compile(['a' => 'mine'], custom: ['mine' => [new class ($long) { public function __construct(public string $held) {} public function ask(): bool { return true; } }, 'ask']])->validate($good),
    'references' => fn () => [$plain->validate($referring), $plain->check($referring)->ok],
    'PCRE gives up' => fn () => Validator::compile(['a' => [['regex_pcre', '/(?:\D+|<\d+>)*[!?]/']]])->check(['a' => str_repeat('foobar ', 20)]),
    'persistent' => fn () => Validator::persistent($key, fn () => Validator::compile(['a' => "required|in:$long"], ['in' => $long]))->check($good)->errors(),
    'persistent, bad build' => fn () => Validator::persistent("$key-bad", fn () => $long),
    'persistent, closures' => fn () => Validator::persistent("$key-bad", fn () => Validator::compile(['a' => fn () => $long])),
    'persistent, throws' => fn () => Validator::persistent("$key-bad", fn () => throw new DomainException($long)),
    'persistent, nested' => fn () => Validator::persistent("$key-bad", fn () => Validator::persistent("$key-bad", fn () => $plain)),
    'clone' => fn () => [clone $closures, (clone $plain)->passes($good)],
    'clone of a result' => fn () => clone $plain->check($bad),
    'serialize' => fn () => serialize([$plain]),
    'serialize a result' => fn () => serialize($plain->check($bad)),
    'unserialize' => fn () => unserialize('O:35:"HighPerApp\HighPer\Native\Validator":1:{s:1:"a";s:3:"abc";}'),
    'dumped' => fn () => [print_r($closures, true), var_export($plain, true), (array) $closures, json_encode($plain->check($good)), print_r($plain->check($bad), true)],
    'without constructor' => fn () => (new ReflectionClass(Validator::class))->newInstanceWithoutConstructor()->check($good),
    'RuleException' => fn () => (new RuleException($long, 3))->getRule(),
    'ValidationException without' => fn () => (new ValidationException($long))->getResult(),
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
?>
--EXPECT--
none
