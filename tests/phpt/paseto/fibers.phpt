--TEST--
Clocks and claims suspend their fibers, take turns on one object, are destroyed in the middle or never come back
--FILE--
<?php
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\{LocalKey, SecretKey};

class Clock
{
    public function now(): DateTimeImmutable
    {
        if (Fiber::getCurrent() !== null) {
            Fiber::suspend('clock');
        }

        return new DateTimeImmutable();
    }
}
class Claim implements JsonSerializable
{
    public function __construct(public string $name)
    {
    }

    public function jsonSerialize(): mixed
    {
        return Fiber::suspend("claim $this->name");
    }
}
foreach ([Paseto::local(LocalKey::generate(), 'me', clock: new Clock()), Paseto::public(SecretKey::generate(), 'me', clock: new Clock())] as $tokens) {
    $fibers = $issued = [];
    foreach (['a', 'b', 'c'] as $name) {
        $fibers[$name] = new Fiber(fn (): string => $tokens->issue([
            'name' => $name, 'long' => str_repeat($name, 300 * ord($name)), 'claim' => new Claim($name), 'end' => [new Claim("$name, the second")],
        ], ['f' => $name]));
        echo $fibers[$name]->start(), ' ';
    }
    foreach (['b', 'c', 'a'] as $name) {
        echo $fibers[$name]->resume("value $name"), ' ';
    }
    $between = $tokens->issue(['between' => true]);
    foreach (['c', 'a', 'b'] as $name) {
        echo $fibers[$name]->resume("end $name"), ' ';
    }
    foreach (['a', 'b', 'c'] as $name) {
        $fibers[$name]->resume();
        $issued[$name] = $fibers[$name]->getReturn();
    }
    echo "\n";
    // Reading them, in another order than they were begun.
    $readers = [];
    foreach ($issued as $name => $token) {
        $readers[$name] = new Fiber(fn () => $tokens->parse($token));
        echo $readers[$name]->start(), ' ';
    }
    echo json_encode($tokens->parse($between)->get('between')), ' ';
    foreach (['c', 'a', 'b'] as $name) {
        $readers[$name]->resume();
        $token = $readers[$name]->getReturn();
        $claims = $token->claims;
        echo $claims['name'], ' ', strlen($claims['long']) / 300, ' ', $claims['claim'], ' ', $claims['end'][0], ' ', $token->footer, '; ';
    }
    echo "\n";

    // Destroyed in the middle, thrown into, and left.
    foreach ([0, 1, 2] as $steps) {
        $fiber = new Fiber(function () use ($tokens): void {
            try {
                $tokens->issue(['a' => new Claim('x'), 'b' => new Claim('y')]);
            } finally {
                echo 'finally ';
            }
        });
        $fiber->start();
        for ($i = 0; $i < $steps; $i++) {
            $fiber->resume(1);
        }
        $seen = WeakReference::create($fiber);
        if ($steps === 1) {
            try {
                $fiber->throw(new DomainException('thrown in'));
            } catch (DomainException $error) {
                echo $error->getMessage(), ' ';
            }
        }
        unset($fiber);
        gc_collect_cycles();
        echo $seen->get() === null ? 'gone ' : 'still there ';
    }
    $token = $tokens->issue(['after' => 1]);
    $parser = new Fiber(fn () => $tokens->parse($token));
    $parser->start();
    unset($parser);
    gc_collect_cycles();
    echo $tokens->parse($token)->get('after'), "\n";
}

// The last reference to the tokens goes while a fiber is in them.
$key = LocalKey::generate();
$tokens = Paseto::local($key, clock: new Clock());
$fiber = new Fiber(fn () => $GLOBALS['tokens']->issue(['a' => new Claim('last')]));
$fiber->start();
$seen = WeakReference::create($tokens);
unset($tokens, $key);
gc_collect_cycles();
echo $fiber->resume(7), ' ';
$fiber->resume();
echo strlen($fiber->getReturn()) > 100 ? 'issued ' : '', json_encode($seen->get()), "\n";
$left = new Fiber(fn () => Paseto::local(LocalKey::generate(), clock: new Clock())->issue(['a' => new Claim('left')]));
$left->start();
$left->resume();
echo "done\n";
?>
--EXPECT--
claim a claim b claim c claim b, the second claim c, the second claim a, the second clock clock clock 
clock clock clock true c 99 value c end c {"f":"c"}; a 97 value a end a {"f":"a"}; b 98 value b end b {"f":"b"}; 
finally gone finally thrown in gone finally gone 1
claim a claim b claim c claim b, the second claim c, the second claim a, the second clock clock clock 
clock clock clock true c 99 value c end c {"f":"c"}; a 97 value a end a {"f":"a"}; b 98 value b end b {"f":"b"}; 
finally gone finally thrown in gone finally gone 1
clock issued null
done
