--TEST--
Loops of cryptographic calls and of tokens under JIT, function by function and tracing, give what they give without
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
file_put_contents("$folder/loop.php", <<<'PHP'
    <?php
    namespace HighPerApp\HighPer\Native;

    use HighPerApp\HighPer\Native\Exception\HighPerException;
    use HighPerApp\HighPer\Native\Paseto\{LocalKey, PublicKeyRing, SecretKey};

    class Clock
    {
        public int $now = 1_800_000_000;
        public function now(): \DateTimeImmutable { return new \DateTimeImmutable('@' . $this->now++); }
    }
    function primitives(SymmetricKey $key, MacKey $mac, SigningKey $signing, int $count): string
    {
        $hash = '';
        $aead = new Aead($key);
        for ($i = 0; $i < $count; $i++) {
            $message = "message $i";
            $sealed = $i % 2 ? $aead->seal($message) : $aead->seal($message, "data $i");
            try {
                $opened = $aead->open($sealed, "data $i");
            } catch (HighPerException $error) {
                $opened = $error->getCode();
            }
            $opened .= '!';
            $code = Hmac::sign($message, $mac);
            $encoded = Encoding::base64Url($code);
            $encoded[0] = 'A';
            try {
                $valid = $i % 50 === 49 ? Hmac::verify($code, []) : Hmac::verify($code, $message, $mac);
            } catch (\ArgumentCountError | \TypeError $error) {
                $valid = $error::class;
            }
            $signature = $i % 10 ? '' : Sign::detached($message, $signing);
            $parts = [$opened, $code, $encoded, $valid, $signature, Hash::hex($message), equals($message, "message $i"), strlen(Random::bytes(5)), Random::int($i, $i)];
            $hash = Hash::digest($hash . serialize($parts));
        }
        return Encoding::hex($hash);
    }
    function tokens(object $tokens, int $count): string
    {
        $hash = '';
        for ($i = 0; $i < $count; $i++) {
            $claims = ['id' => $i, 'list' => [1, "t$i", null]];
            $token = $i % 3 ? $tokens->issue($claims) : $tokens->issue($claims, ['n' => "$i"], 'implicit');
            try {
                $parsed = $tokens->parse($token);
                $list = $parsed->claims['list'];
                $list[] = 'changed';
                $answer = [$parsed->claims, $parsed->get('none', $i), $parsed->has('id'), $list];
            } catch (HighPerException $error) {
                $answer = $error->getMessage();
            }
            $hash = Hash::digest($hash . json_encode($answer));
        }
        return Encoding::hex($hash);
    }
    $secret = SecretKey::fromSeed(str_repeat('s', 32));
    $hashes = [
        primitives(SymmetricKey::fromBytes(str_repeat('k', 32)), MacKey::fromBytes(str_repeat('m', 32)), SigningKey::fromSeed(str_repeat('s', 32)), 8000),
        tokens(Paseto::local(LocalKey::fromBytes(str_repeat('l', 32)), clock: new Clock()), 4000),
        tokens(Paseto::public($secret, clock: new Clock()), 400),
        tokens(Paseto::public(new PublicKeyRing([], $secret), 'me', clock: new Clock()), 200),
    ];
    $jit = opcache_get_status(false)['jit'] ?? [];
    echo ($jit['on'] ?? false) ? 'on' : 'off', ' ', Hash::hex(implode('', $hashes));
    PHP);
$expected = null;
foreach (['disable', 'function', 'tracing'] as $jit) {
    [$exit, $output] = run_php(["$folder/loop.php"], ['opcache.enable_cli' => '1', 'opcache.jit' => $jit, 'opcache.jit_buffer_size' => '32M', 'opcache.jit_hot_loop' => '16', 'opcache.jit_hot_func' => '16']);
    [$on, $hash] = explode(' ', $output) + [1 => ''];
    $expected ??= $hash;
    echo "$jit: $exit $on ", $hash === $expected && preg_match('/^[0-9a-f]{64}$/', $hash) ? 'same' : $output, "\n";
}
remove_folder($folder);
?>
--EXPECT--
disable: 0 off same
function: 0 on same
tracing: 0 on same
