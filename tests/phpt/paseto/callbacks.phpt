--TEST--
Clocks and claims may call back into the tokens, throw, let go of everything, and change what is being issued
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\HighPerException;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\{LocalKey, LocalKeyRing, PublicKeyRing, SecretKey};

class Clock
{
    public ?Closure $then = null;

    public function now(): mixed
    {
        $then = $this->then;
        $this->then = null;

        return ($then === null ? null : $then()) ?? new DateTimeImmutable('2026-01-01T00:00:00.5Z');
    }
}
class Claim implements JsonSerializable
{
    public function __construct(public Closure $then)
    {
    }

    public function jsonSerialize(): mixed
    {
        return ($this->then)();
    }
}
function attempt(string $what, callable $do): void
{
    try {
        $result = json_encode($do());
    } catch (Throwable $error) {
        $result = preg_replace('/.*\\\\/', '', $error::class) . ': ' . $error->getMessage();
    }
    echo "$what: $result\n";
}
$secret = SecretKey::generate();
foreach (['local' => LocalKey::generate(), 'public' => $secret, 'local ring' => new LocalKeyRing([LocalKey::generate()]), 'public ring' => new PublicKeyRing([], $secret)] as $purpose => $key) {
    $make = [Paseto::class, strtok($purpose, ' ')];
    $clock = new Clock();
    $tokens = $make($key, 'me', clock: $clock);
    $read = fn (string $token): array => $tokens->parse($token)->claims;
    ob_start();

    attempt('the clock issues', function () use ($tokens, $clock, $read) {
        $clock->then = function () use ($tokens, &$inner) { $inner = $tokens->issue(['inner' => str_repeat('i', 500)]); };
        $outer = $tokens->issue(['outer' => 1]);

        return [strlen($read($inner)['inner']), $read($outer)['outer'], count($read($outer))];
    });
    attempt('the clock parses', function () use ($tokens, $clock) {
        $one = $tokens->issue(['one' => 1], ['f' => 1]);
        $two = $tokens->issue(['two' => str_repeat('t', 5000)], ['f' => 2]);
        $clock->then = fn () => $GLOBALS['seen'] = count($tokens->parse($two)->claims);
        // What it gives is no moment; the next clock does better.
        try {
            $tokens->parse($one);
        } catch (TypeError $error) {
            echo preg_replace('/.*\\\\/', '', $error->getMessage()), "\n";
        }
        $clock->then = function () use ($tokens, $two) { $tokens->parse($two); };

        return [$tokens->parse($one)->claims['one'], $GLOBALS['seen']];
    });
    attempt('the clock throws while issuing', function () use ($tokens, $clock) {
        $clock->then = fn () => throw new DomainException('clock');
        $tokens->issue(['a' => 1]);
    });
    attempt('the clock throws while parsing', function () use ($tokens, $clock) {
        $token = $tokens->issue(['a' => 1]);
        $clock->then = fn () => throw new DomainException('clock');
        $tokens->parse($token);
    });
    attempt('the clock destroys itself and the tokens', function () use ($make, $key) {
        $clock = new Clock();
        $tokens = $make($key, clock: $clock);
        $token = $tokens->issue(['a' => str_repeat('a', 300)]);
        $held = [$tokens, $token];
        $clock->then = function () use (&$held, &$clock, &$tokens, &$token) {
            $held = $clock = $tokens = $token = null;
            gc_collect_cycles();
            $GLOBALS['fill'] = array_map(fn (int $i): string => str_repeat('x', 300 + $i), range(1, 50));
        };

        return strlen($held[0]->parse($held[1])->claims['a']);
    });
    attempt('claims issue and parse', function () use ($tokens, $read) {
        $inner = new Claim(fn () => $read($tokens->issue(['x' => [1, str_repeat('y', 900)]]))['x'][0]);
        $token = $tokens->issue(['a' => 1, 'b' => [$inner, new Claim(fn () => $inner)], 'c' => 3], ['f' => $inner]);
        $parsed = $tokens->parse($token);

        return [$parsed->claims['b'], $parsed->claims['c'], json_decode($parsed->footer)->f];
    });
    attempt('claims issue themselves', function () use ($tokens) {
        $claim = new Claim(function () use (&$claim, $tokens) { return $tokens->issue(['self' => $claim]); });
        ini_set('zend.max_allowed_stack_size', '2M');

        $tokens->issue(['self' => $claim]);
    });
    attempt('claims throw', fn () => $tokens->issue(['a' => 1, 'b' => ['c' => new Claim(fn () => throw new DomainException('claim'))]]));
    attempt('claims throw what is not valid', fn () => $tokens->issue(['a' => new Claim(fn () => $tokens->parse('v4.local.x'))]));
    attempt('the footer throws', fn () => $tokens->issue(['a' => 1], ['f' => new Claim(fn () => throw new DomainException('footer'))]));
    attempt('claims change the claims', function () use ($tokens, $read) {
        $claims = ['a' => 1];
        $claims['b'] = new Claim(function () use (&$claims) {
            $claims = null;
            gc_collect_cycles();

            return 2;
        });
        $claims['c'] = str_repeat('c', 3);
        $value = 'before';
        $claims['r'] = &$value;
        $claims['s'] = new Claim(function () use (&$value) { return $value = 'changed'; });
        $given = &$claims;

        return $read($tokens->issue($given));
    });
    attempt('moments behind references stay', function () use ($tokens) {
        [$exp, $nbf] = [new DateTime('2027-01-01T00:00:00Z'), new DateTimeImmutable('2025-01-01T00:00:00Z')];
        $claims = ['exp' => &$exp, 'nbf' => $nbf];
        $token = $tokens->issue($claims);

        return [$exp::class, $claims['exp']::class, $claims['nbf']::class, $tokens->parse($token)->claims['exp']];
    });
    attempt('arguments by name', fn () => $read($tokens->issue(implicitAssertion: '', claims: ['a' => 1], footer: ''))['a']);
    attempt('a class loaded on the way', function () use ($tokens, $read) {
        spl_autoload_register($load = function (string $class) use ($tokens) { $tokens->issue(['loaded' => $class]); });
        $token = $tokens->issue(['a' => new Claim(fn () => class_exists('Nowhere' . random_int(0, 1 << 30)))]);
        spl_autoload_unregister($load);

        return $read($token)['a'];
    });
    $said = ob_get_clean();
    $first ??= $said;
    echo "$purpose: ", $said === $first ? 'as the first' : $said, "\n";
}
echo $first;
?>
--EXPECT--
local: as the first
public: as the first
local ring: as the first
public ring: as the first
the clock issues: [500,1,4]
The clock's now() must give a DateTimeInterface, int given
the clock parses: [1,4]
the clock throws while issuing: DomainException: clock
the clock throws while parsing: DomainException: clock
the clock destroys itself and the tokens: 300
claims issue and parse: [[1,1],3,1]
claims issue themselves: ClaimMismatch: The claims cannot be written as JSON: Recursion detected
claims throw: DomainException: claim
claims throw what is not valid: InvalidToken: The token is not valid
the footer throws: DomainException: footer
claims change the claims: {"a":1,"b":2,"c":"ccc","r":"before","s":"changed","iat":"2026-01-01T00:00:00Z","exp":"2026-01-01T01:00:00Z","iss":"me"}
moments behind references stay: ["DateTime","DateTime","DateTimeImmutable","2027-01-01T00:00:00Z"]
arguments by name: 1
a class loaded on the way: false
