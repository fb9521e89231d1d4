--TEST--
memory_limit reached while something big is sealed, opened, hashed, copied or encoded is PHP's fatal error, and what runs at the end works
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$begin = <<<'PHP'
    use HighPerApp\HighPer\Native\{Aead, Box, Encoding, Hash, KeyPair, OpenStream, Paseto, Random, SealStream, SigningKey, SymmetricKey};
    use HighPerApp\HighPer\Native\Paseto\{LocalKey, SecretKey};
    class Text implements JsonSerializable
    {
        public function jsonSerialize(): mixed { return str_repeat("\u{e9}", 1 << 20); }
    }
    class Growing
    {
        public $context;
        private array $kept = [];
        public function stream_open(): bool { return true; }
        public function stream_read(int $count): string { return str_repeat('x', $count); }
        public function stream_write(string $bytes): int { $this->kept[] = $bytes; return strlen($bytes); }
        public function stream_eof(): bool { return false; }
    }
    stream_wrapper_register('growing', Growing::class);
    $key = SymmetricKey::generate();
    $aead = new Aead($key, $argv[1] ?? 'xchacha20-poly1305');
    $pair = KeyPair::generate();
    $seal = new SealStream($key);
    $open = new OpenStream($key, $seal->header());
    $tokens = Paseto::local(LocalKey::generate(), maxLength: 1 << 28);
    $public = Paseto::public(SecretKey::generate(), maxLength: 1 << 28);
    $text = str_repeat('x', 3 << 20);
    [$sealed, $boxed, $token, $signed] = [$aead->seal($text), Box::seal($text, $pair->publicKey()), $tokens->encrypt($text), $public->sign($text)];
    $late = function () use ($aead, $tokens, $public, $pair, $seal, $open) {
        $chunk = $seal->push('chunk');
        echo "\n", json_encode([
            $aead->open($aead->seal('late')), $tokens->parse($tokens->issue(['a' => 1]))->get('a'), $public->parse($public->issue(['a' => 2]))->get('a'),
            Box::open(Box::seal('box', $pair->publicKey()), $pair), strlen($chunk), Random::uuid7() < Random::uuid7(),
        ]);
    };
    register_shutdown_function(function () use (&$text, &$sealed, &$boxed, &$token, &$signed, &$kept, $late) {
        $text = $sealed = $boxed = $token = $signed = $kept = null;
        ini_set('memory_limit', '128M');
        $late();
    });
    ini_set('memory_limit', (string) (memory_get_usage(true) + (8 << 20)));
    PHP;
foreach ([
    'seal' => '$kept[] = $aead->seal($text);',
    'open' => '$kept[] = $aead->open($sealed);',
    'seal to a box' => '$kept[] = Box::seal($text, $pair->publicKey());',
    'encrypt to a box' => '$kept[] = Box::encrypt($text, $pair, $pair->publicKey());',
    'open a box' => '$kept[] = Box::open($boxed, $pair);',
    'push' => '$kept[] = $seal->push($text);',
    'copy' => 'SealStream::copy($key, fopen("growing://x", "rb"), fopen("growing://x", "wb"));',
    'copy with large chunks' => 'SealStream::copy($key, fopen("growing://x", "rb"), fopen("php://memory", "wb"), null, 16777216);',
    'copy with a progress' => 'SealStream::copy($key, fopen("growing://x", "rb"), fopen("growing://x", "wb"), function () { $GLOBALS["kept"][] = str_repeat("x", 1 << 20); }, 100);',
    'encrypt' => '$kept[] = $tokens->encrypt($text);',
    'decrypt' => '$kept[] = $tokens->decrypt($token);',
    'sign' => '$kept[] = $public->sign($text);',
    'verify' => '$kept[] = $public->verify($signed);',
    'issue' => '$tokens->issue(array_fill_keys(range("a", "z"), new Text()));',
    'issue, public' => '$public->issue(array_fill_keys(range("a", "z"), new Text()));',
    'issue a footer' => '$tokens->issue(["a" => 1], array_fill_keys(range("a", "z"), new Text()));',
    'parse' => '$token = $tokens->encrypt(substr($token, 0, 100) . "x"); $text = null; $token = $tokens->issue(["a" => array_fill(0, 200000, "x")]); for (;;) { $kept[] = $tokens->parse($token); }',
    'parse, public' => '$text = $sealed = $boxed = $token = $signed = null; $token = $public->issue(["a" => array_fill(0, 100000, "x")]); for (;;) { $kept[] = $public->parse($token); }',
    'random bytes' => '$kept[] = Random::bytes(3 << 20);',
    'a random token' => '$kept[] = Random::token(3 << 20);',
    'hex' => '$kept[] = Encoding::hex($text);',
    'from hex' => '$text = str_repeat("ab", 3 << 20); for (;;) { $kept[] = Encoding::fromHex($text); }',
    'base64url' => '$kept[] = Encoding::base64Url($text);',
    'keys' => '$kept[] = [SymmetricKey::generate(), SigningKey::generate(), LocalKey::generate()];',
    'aeads' => '$kept[] = new Aead($key, "aes-256-gcm");',
    'tokens' => '$kept[] = Paseto::local(LocalKey::generate());',
    'small messages' => '$kept[] = $aead->seal("small");',
    'small tokens' => '$kept[] = $tokens->parse($tokens->issue(["a" => 1]));',
    'exceptions' => 'try { $tokens->parse("bad"); } catch (Exception $error) { $kept[] = $error; }',
    'revealed keys' => '$kept[] = $key->reveal() . $key->keyId();',
] as $what => $code) {
    [$exit, $output] = run_code("$begin\nfor (;;) { $code }");
    $died = preg_match('/Allowed memory size of \d+ bytes exhausted/', $output) === 1;
    echo "$what: $exit ", $died ? 'fatal error' : $output, ' ', trim((string) strrchr("\n$output", "\n")), "\n";
}
foreach (['aes-256-gcm', 'chacha20-poly1305'] as $algorithm) {
    foreach (['seal' => '$kept[] = $aead->seal($text);', 'open' => '$kept[] = $aead->open($sealed);'] as $what => $code) {
        [$exit, $output] = run_code('$argv[1] = "' . $algorithm . "\";\n$begin\nfor (;;) { $code }");
        echo "$what, $algorithm: $exit ", preg_match('/Allowed memory size of \d+ bytes exhausted/', $output) === 1 ? 'fatal error' : $output, ' ', trim((string) strrchr("\n$output", "\n")), "\n";
    }
}
?>
--EXPECT--
seal: 255 fatal error ["late",1,2,"box",22,true]
open: 255 fatal error ["late",1,2,"box",22,true]
seal to a box: 255 fatal error ["late",1,2,"box",22,true]
encrypt to a box: 255 fatal error ["late",1,2,"box",22,true]
open a box: 255 fatal error ["late",1,2,"box",22,true]
push: 255 fatal error ["late",1,2,"box",22,true]
copy: 255 fatal error ["late",1,2,"box",22,true]
copy with large chunks: 255 fatal error ["late",1,2,"box",22,true]
copy with a progress: 255 fatal error ["late",1,2,"box",22,true]
encrypt: 255 fatal error ["late",1,2,"box",22,true]
decrypt: 255 fatal error ["late",1,2,"box",22,true]
sign: 255 fatal error ["late",1,2,"box",22,true]
verify: 255 fatal error ["late",1,2,"box",22,true]
issue: 255 fatal error ["late",1,2,"box",22,true]
issue, public: 255 fatal error ["late",1,2,"box",22,true]
issue a footer: 255 fatal error ["late",1,2,"box",22,true]
parse: 255 fatal error ["late",1,2,"box",22,true]
parse, public: 255 fatal error ["late",1,2,"box",22,true]
random bytes: 255 fatal error ["late",1,2,"box",22,true]
a random token: 255 fatal error ["late",1,2,"box",22,true]
hex: 255 fatal error ["late",1,2,"box",22,true]
from hex: 255 fatal error ["late",1,2,"box",22,true]
base64url: 255 fatal error ["late",1,2,"box",22,true]
keys: 255 fatal error ["late",1,2,"box",22,true]
aeads: 255 fatal error ["late",1,2,"box",22,true]
tokens: 255 fatal error ["late",1,2,"box",22,true]
small messages: 255 fatal error ["late",1,2,"box",22,true]
small tokens: 255 fatal error ["late",1,2,"box",22,true]
exceptions: 255 fatal error ["late",1,2,"box",22,true]
revealed keys: 255 fatal error ["late",1,2,"box",22,true]
seal, aes-256-gcm: 255 fatal error ["late",1,2,"box",22,true]
open, aes-256-gcm: 255 fatal error ["late",1,2,"box",22,true]
seal, chacha20-poly1305: 255 fatal error ["late",1,2,"box",22,true]
open, chacha20-poly1305: 255 fatal error ["late",1,2,"box",22,true]
