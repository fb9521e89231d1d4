--TEST--
No method of PASETO's classes leaks, whether it succeeds or throws
--FILE--
<?php
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\{LocalKey, LocalKeyRing, LocalTokens, PublicKey, PublicKeyRing, SecretKey, Token};

class Clock
{
    public function __construct(public mixed $says = null)
    {
    }

    public function now(): mixed
    {
        return $this->says instanceof Throwable ? throw $this->says : $this->says ?? new DateTimeImmutable();
    }
}
class Claim implements JsonSerializable
{
    public function __construct(public mixed $value)
    {
    }

    public function jsonSerialize(): mixed
    {
        return $this->value instanceof Throwable ? throw $this->value : $this->value;
    }
}
/** A moment whose methods say what they like. */
class Moment extends DateTimeImmutable
{
    public mixed $timestamp = 5;
    public mixed $formatted = '000005';

    #[ReturnTypeWillChange]
    public function getTimestamp()
    {
        return $this->timestamp instanceof Throwable ? throw $this->timestamp : $this->timestamp;
    }

    #[ReturnTypeWillChange]
    public function format(string $format)
    {
        return $this->formatted instanceof Throwable ? throw $this->formatted : $this->formatted;
    }
}
$moment = function (mixed $timestamp, mixed $formatted): Moment {
    $moment = new Moment();
    [$moment->timestamp, $moment->formatted] = [$timestamp, $formatted];

    return $moment;
};
$long = str_repeat('long', 50);
$local = LocalKey::generate();
$secret = SecretKey::generate();
$public = $secret->publicKey();
$localTokens = Paseto::local($local, 'me', 'you', 'sub', 60, 5, new Clock());
$publicTokens = Paseto::public($secret, clock: new Clock());
$reader = Paseto::public($public);
$ring = new LocalKeyRing([$local, LocalKey::generate()]);
$ringTokens = Paseto::local($ring);
$token = $localTokens->issue(['a' => $long], $long, $long);
$other = Paseto::local($local)->issue(['iss' => 'other', 'aud' => 'you', 'sub' => 'sub']);
$expired = $localTokens->issue(['exp' => '2001-01-01T00:00:00Z']);
$early = $localTokens->issue(['nbf' => '2100-01-01T00:00:00Z']);
$bad = $localTokens->encrypt('{"exp":1,"exp":2}', '{"kid":"k4.local.x"}');
$passworded = $local->wrapWithPassword($long, 8192, 1);
$calls = [
    'issue and parse' => fn () => $localTokens->parse($localTokens->issue(['a' => [1, $long, ['b' => 1.5]]], ['f' => $long], $long), $long)->claims,
    'public, issue and parse' => fn () => $publicTokens->parse($publicTokens->issue(['a' => $long], "{\"f\":\"$long\"}"))->footer,
    'ring' => fn () => $ringTokens->parse($ringTokens->issue(['a' => $long], ['f' => $long]))->footer,
    'ring, foreign' => fn () => $ringTokens->parse($token),
    'ring, other kid' => fn () => $ringTokens->issue(['a' => $long], ['kid' => $long]),
    'ring, no object' => fn () => $ringTokens->encrypt($long, $long),
    'public ring' => fn () => (fn ($tokens) => $tokens->verify($tokens->sign($long)))(Paseto::public(new PublicKeyRing([$public], $secret))),
    'times' => fn () => $localTokens->issue(['exp' => new DateTimeImmutable('+1 day'), 'nbf' => new DateTime(), 'iat' => $moment(1_700_000_000, '000000'), 'at' => new DateTime()]),
    'times, strange in part' => fn () => $localTokens->issue(['exp' => $moment(5, new ArrayObject([$long]))]),
    'times, thrown' => fn () => $localTokens->issue(['exp' => $moment(new DomainException($long), '0')]),
    'times, thrown later' => fn () => $localTokens->issue(['a' => $long, 'exp' => $moment(5, new DomainException($long))]),
    'times, out of range' => fn () => $localTokens->issue(['a' => $long, 'exp' => $moment(PHP_INT_MAX, '0')]),
    'claims' => fn () => $localTokens->issue(['a' => new Claim([$long, new Claim(1)])]),
    'claims, thrown' => fn () => $localTokens->issue(['a' => $long, 'b' => new Claim(new DomainException($long))]),
    'claims, unsupported' => fn () => $localTokens->issue(['a' => $long, 'b' => [fopen('php://memory', 'r')]]),
    'claims, wrong type' => fn () => $localTokens->issue(['a' => $long, 'iss' => 5]),
    'claims, contradiction' => fn () => $localTokens->issue(['a' => $long, 'iss' => $long]),
    'claims, no names' => fn () => $localTokens->issue([$long]),
    'claims, not UTF-8' => fn () => $localTokens->issue(['a' => "\xff$long"]),
    'claims, deep' => fn () => $localTokens->issue(['a' => json_decode(str_repeat('[', 200) . str_repeat(']', 200))]),
    'footer, thrown' => fn () => $localTokens->issue(['a' => $long], ['f' => new Claim(new DomainException($long))]),
    'footer, list' => fn () => $localTokens->issue(['a' => $long], [$long]),
    'footer, key' => fn () => $localTokens->issue(['a' => $long], ['f' => $local->toPaserk()]),
    'footer, long' => fn () => $localTokens->issue(['a' => $long], str_repeat($long, 100)),
    'clock' => fn () => Paseto::local($local, clock: new Clock(new DateTime()))->issue(['a' => $long]),
    'clock, thrown' => fn () => Paseto::local($local, clock: new Clock(new DomainException($long)))->issue(['a' => $long]),
    'clock, wrong' => fn () => Paseto::local($local, clock: new Clock([$long . random_int(0, 9)]))->parse($token, $long),
    'clock, without now()' => fn () => Paseto::local($local, clock: new ArrayObject()),
    'clock in a cycle' => function () use ($local): void {
        $clock = new Clock();
        $clock->says = Paseto::local($local, clock: $clock);
    },
    'parse, expired' => fn () => $localTokens->parse($expired),
    'parseExpired' => fn () => $localTokens->parseExpired($expired),
    'parse, early' => fn () => $localTokens->parse($early),
    'parse, another issuer' => fn () => $localTokens->parse($other),
    'parse, no claims' => fn () => $localTokens->parse($bad),
    'parse, foreign' => fn () => $localTokens->parse(Paseto::local(LocalKey::generate())->issue(['a' => $long])),
    'parse, bad' => fn () => $localTokens->parse($long),
    'decrypt' => fn () => [$localTokens->decrypt($localTokens->encrypt($long, $long, $long), $long, $long)],
    'decrypt, another footer' => fn () => $localTokens->decrypt($localTokens->encrypt($long, $long), 'f'),
    'no secret key' => fn () => $reader->issue(['a' => $long]),
    'parameters' => fn () => Paseto::local($local, $long, leeway: 601),
    'lifetime' => fn () => Paseto::public($public, $long, lifetime: 0),
    'wrong key' => fn () => Paseto::public($local),
    'untrusted' => fn () => [Paseto::untrustedFooter($token), Paseto::untrustedKeyId($ringTokens->issue([]))],
    'untrusted, none' => fn () => Paseto::untrustedFooter($long),
    'rings' => fn () => [(new LocalKeyRing([$local]))->ids(), (new PublicKeyRing(['a' => $public]))->ids()],
    'ring, empty' => fn () => new LocalKeyRing([]),
    'ring, twice' => fn () => new LocalKeyRing([$local, LocalKey::fromBytes($local->reveal())]),
    'ring, of others' => fn () => new PublicKeyRing([$public, $long]),
    'ring, again' => fn () => $ring->__construct([LocalKey::generate()]),
    'PASERK' => fn () => [LocalKey::fromPaserk($local->toPaserk())->id(), SecretKey::fromPaserk($secret->toPaserk())->id(), PublicKey::fromPaserk($public->toPaserk())->id()],
    'PASERK, wrong' => fn () => LocalKey::fromPaserk($secret->toPaserk()),
    'PASERK, wrong half' => fn () => SecretKey::fromPaserk(strrev($secret->toPaserk())),
    'wrap' => fn () => [LocalKey::unwrap($local->wrap($local), $local), SecretKey::unwrap($secret->wrap($local), $local)],
    'wrap, refused' => fn () => LocalKey::unwrap($long, $local),
    'wrap, foreign' => fn () => LocalKey::unwrap($local->wrap(LocalKey::generate()), $local),
    'password' => fn () => LocalKey::unwrapWithPassword($passworded, $long),
    'password, wrong' => fn () => LocalKey::unwrapWithPassword($passworded, "x$long"),
    'password, limit' => fn () => LocalKey::unwrapWithPassword($passworded, $long, 4096),
    'password, refused' => fn () => $local->wrapWithPassword($long, 5),
    'seal' => fn () => LocalKey::unseal($local->seal($public), $secret),
    'seal, foreign' => fn () => LocalKey::unseal($local->seal(SecretKey::generate()->publicKey()), $secret),
    'Token' => fn () => (fn (Token $token) => [$token->get($long, [$long]), $token->has('a'), $token->time('a'), $token->time('t')])(new Token(['a' => $long, 't' => '2026-01-01T00:00:00.123456789Z'], $long)),
    'Token, again' => fn () => (new Token(['a' => $long], $long))->__construct(['b' => $long], 'x'),
    'Token, cloned' => fn () => clone new Token(['a' => $long], $long),
    'Token, serialized' => fn () => unserialize(serialize(new Token(['a' => $long], $long))),
    'tokens, serialized' => fn () => serialize($localTokens),
    'tokens, cloned' => fn () => clone $localTokens,
    'tokens, dumped' => fn () => [print_r($localTokens, true), var_export($publicTokens, true), (array) $localTokens, json_encode($localTokens)],
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
