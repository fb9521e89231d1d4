--TEST--
After requests that died in the middle of a token or a copy, one server process serves the next ones right and does not grow
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/server.inc';

$server = new BuiltInServer(<<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\{Aead, Paseto, SealStream, SymmetricKey};
    use HighPerApp\HighPer\Native\Paseto\{LocalKey, LocalKeyRing, PublicKeyRing, SecretKey};

    class Clock
    {
        public function __construct(public Closure $then) {}
        public function now(): DateTimeImmutable { ($this->then)(); return new DateTimeImmutable(); }
    }
    class Claim implements JsonSerializable
    {
        public function __construct(public Closure $then) {}
        public function jsonSerialize(): mixed { ($this->then)(); return 1; }
    }
    $what = $_GET['do'] ?? '';
    if ($what !== '') {
        ini_set('memory_limit', '24M');
        $spend = function () { for ($kept = []; ; ) { $kept[] = str_repeat('x', 1 << 20); } };
        $local = Paseto::local(new LocalKeyRing([LocalKey::generate()]), maxLength: 1 << 28);
        $public = Paseto::public(new PublicKeyRing([], SecretKey::generate()), maxLength: 1 << 28);
        // Large enough that something is lost with every request that loses it.
        $text = str_repeat('x', 2 << 20);
        match ($what) {
            'parse' => (function () use ($local) { $token = $local->issue(['a' => array_fill(0, 200_000, 'x')]); for (;;) { $kept[] = $local->parse($token); } })(),
            'verify' => (function () use ($public, $text) { $token = $public->sign($text); for (;;) { $kept[] = $public->verify($token); } })(),
            'decrypt' => (function () use ($local, $text) { $token = $local->encrypt($text); for (;;) { $kept[] = $local->decrypt($token); } })(),
            'issue' => (function () use ($local, $text) { for (;;) { $kept[] = $local->issue(['a' => $text]); } })(),
            'claims' => $public->issue(['a' => $text, 'b' => new Claim($spend)]),
            'footer' => $local->issue(['a' => $text], ['b' => str_repeat('x', 8000), 'c' => new Claim($spend)]),
            'clock' => Paseto::local(LocalKey::generate(), clock: new Clock($spend))->issue(['a' => $text]),
            'copy' => SealStream::copy(SymmetricKey::generate(), fopen('data:,' . $text, 'rb'), fopen('php://memory', 'wb'), $spend, 1 << 20),
            'seal' => (function () use ($text) { $aead = new Aead(SymmetricKey::generate()); for (;;) { $kept[] = $aead->seal($text); } })(),
        };
        exit('not reached');
    }
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $rss);
    $tokens = Paseto::public(SecretKey::generate());
    echo json_encode([getmypid(), $tokens->parse($tokens->issue(['a' => 7]))->get('a'), (int) $rss[1]]);
    PHP);

[$pid, $answer] = json_decode($server->get());
var_dump($answer);
foreach (['parse', 'verify', 'decrypt', 'issue', 'claims', 'footer', 'clock', 'copy', 'seal'] as $do) {
    $before = null;
    for ($i = 0; $i < 16; $i++) {
        $died = $server->get("do=$do");
        [$process, $answer, $rss] = json_decode($server->get());
        if (!str_contains($died, 'Allowed memory size of 25165824 bytes exhausted') || $process !== $pid || $answer !== 7) {
            echo "$do, round $i: $died\n";
            break;
        }
        // The first rounds fill caches.
        $before ??= $i >= 5 ? $rss : null;
    }
    echo $do, ': ', $before === null || $rss - $before < 1024 ? 'steady' : 'grew by ' . ($rss - $before) . ' KiB', "\n";
}
$server->stop();
?>
--EXPECT--
int(7)
parse: steady
verify: steady
decrypt: steady
issue: steady
claims: steady
footer: steady
clock: steady
copy: steady
seal: steady
