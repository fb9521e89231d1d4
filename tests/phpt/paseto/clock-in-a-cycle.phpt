--TEST--
Cycles between clocks, tokens, rings, streams and callbacks are collected, and nothing that is in use
--FILE--
<?php
use HighPerApp\HighPer\Native\{Aead, Paseto, SealStream, SymmetricKey};
use HighPerApp\HighPer\Native\Paseto\{LocalKey, LocalKeyRing, PublicKeyRing, SecretKey};

class Clock
{
    public mixed $held = null;

    public function now(): DateTimeImmutable
    {
        return new DateTimeImmutable();
    }
}
class Dying extends Clock
{
    public function __destruct()
    {
        global $rescued;
        // The tokens are on their way, too, but still whole.
        $rescued[] = strlen($this->held->issue(['last' => 'words'])) > 50;
    }
}
gc_collect_cycles();
$key = LocalKey::generate();
$secret = SecretKey::generate();
$makers = [
    'a clock that holds the tokens' => function (Clock $clock) use ($key): object { return $clock->held = Paseto::local($key, clock: $clock); },
    'of v4.public' => function (Clock $clock) use ($secret): object { return $clock->held = Paseto::public($secret, clock: $clock); },
    'with rings' => function (Clock $clock) use ($key): object { return $clock->held = Paseto::local(new LocalKeyRing([$key]), clock: $clock); },
    'with rings of v4.public' => function (Clock $clock) use ($secret): object { return $clock->held = Paseto::public(new PublicKeyRing([], $secret), clock: $clock); },
    'by way of an array and a closure' => function (Clock $clock) use ($key): object {
        $tokens = Paseto::local($key, clock: $clock);
        $clock->held = ['deep' => [fn () => $tokens]];

        return $tokens;
    },
    'two tokens and one clock' => function (Clock $clock) use ($key, $secret): object {
        $clock->held = [Paseto::local($key, clock: $clock), Paseto::public($secret, clock: $clock)];

        return $clock->held[0];
    },
    'by way of claims that were read' => function (Clock $clock) use ($key): object {
        $tokens = Paseto::local($key, clock: $clock);
        $clock->held = [$tokens, $tokens->parse($tokens->issue(['a' => [1]]))];

        return $tokens;
    },
];
foreach ($makers as $what => $make) {
    foreach ([0, 3] as $uses) {
        $tokens = $make(new Clock());
        for ($i = 0; $i < $uses; $i++) {
            $tokens->parse($tokens->issue(['i' => $i]));
            gc_collect_cycles();
        }
        $seen = WeakReference::create($tokens);
        gc_collect_cycles();
        $kept = $seen->get() === $tokens && $tokens->parse($tokens->issue(['kept' => true]))->get('kept');
        unset($tokens);
        gc_collect_cycles();
        if (!$kept || $seen->get() !== null) {
            echo "$what, after $uses uses: ", $kept ? 'not freed' : 'freed too early', "\n";
        }
    }
}
$clock = new Dying();
$clock->held = Paseto::local($key, clock: $clock);
$clock = null;
gc_collect_cycles();
$clock = new Dying();
$clock->held = Paseto::local($key, clock: $clock);
$seen = WeakReference::create($clock);
$clock->held = Paseto::public($secret);
$clock = null;
gc_collect_cycles();
var_dump($rescued, $seen->get());

// Tokens whose clock's destructor throws.
class Bitter extends Clock
{
    public function __destruct()
    {
        throw new DomainException('bitter');
    }
}
$tokens = Paseto::local($key, clock: new Bitter());
try {
    unset($tokens);
} catch (DomainException $error) {
    echo $error->getMessage(), "\n";
}
// Collected in the middle of issuing.
$clock = new class extends Clock {
    public function now(): DateTimeImmutable
    {
        for ($i = 0; $i < 20; $i++) {
            $other = new Clock();
            $other->held = [Paseto::local(LocalKey::generate(), clock: $other), $this];
            unset($other);
        }
        gc_collect_cycles();

        return parent::now();
    }
};
$clock->held = Paseto::local($key, clock: $clock);
echo $clock->held->parse($clock->held->issue(['a' => 'still']))->get('a'), "\n";
$progress = function (int $count) use (&$progress) { gc_collect_cycles(); };
echo SealStream::copy(SymmetricKey::generate(), fopen(__FILE__, 'rb'), fopen('php://memory', 'wb'), $progress, 512) === filesize(__FILE__) ? "copied\n" : '';
// What is left at the end.
$left = new Dying();
$left->held = Paseto::local($key, clock: $left);
?>
--EXPECT--
array(2) {
  [0]=>
  bool(true)
  [1]=>
  bool(true)
}
NULL
bitter
still
copied
