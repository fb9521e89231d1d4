--TEST--
A request that ends by exit(), at the memory limit or with an uncaught exception leaves no key in the memory of the process that goes on
--SKIPIF--
<?php
require __DIR__ . '/../support/memory.inc';
if (!can_read_children()) {
    die('skip the memory of a child cannot be read here');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/memory.inc';
require __DIR__ . '/../support/server.inc';

$server = new BuiltInServer(<<<'PHP'
    <?php
    use HighPerApp\HighPer\Native\{Aead, DerivationKey, Hmac, KeyPair, MacKey, OpenStream, Paseto, Router, SealStream, SigningKey, SymmetricKey};

    ini_set('memory_limit', '24M');
    class Holder
    {
        public static array $kept = [];
    }
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
    class Source
    {
        public $context;
        public static Closure $then;
        private int $left = 20;
        public function stream_open(): bool { return true; }
        public function stream_read(int $count): string { if ($this->left-- < 10) { (self::$then)(); } return str_repeat('x', $count); }
        public function stream_eof(): bool { return $this->left < 0; }
    }
    $secret = $_GET['secret'] ?? '';
    if ($secret !== '') {
        $symmetric = SymmetricKey::fromHex($secret);
        $mac = MacKey::fromHex($secret);
        $local = Paseto\LocalKey::fromPaserk('k4.local.' . rtrim(strtr($_GET['text'], '+/', '-_'), '='));
        // In globals, static properties, static variables, closures, cycles and each other.
        Holder::$kept = [DerivationKey::fromHex($secret), KeyPair::fromHex($secret), new Aead($symmetric), new SealStream($symmetric), new Hmac($mac)];
        $cycle = new stdClass();
        $cycle->self = [$cycle, $symmetric, fn () => $local];
        $ring = new Paseto\LocalKeyRing([$local]);
        $spend = function () { for ($kept = []; ; ) { $kept[] = str_repeat('x', 1 << 20); } };
        $end = match ($_GET['by']) {
            'exit' => fn () => exit('left'),
            'memory' => $spend,
            'exception' => fn () => throw new LogicException('thrown'),
            'error' => fn () => trigger_error('fatal', E_USER_ERROR),
        };
        Source::$then = $end;
        @stream_wrapper_register('source', Source::class);
        match ($_GET['in']) {
            'code' => $end(),
            'clock' => Paseto::local($local, clock: new Clock($end))->issue(['a' => 1]),
            'claims' => Paseto::local($ring)->issue(['a' => [new Claim($end)]]),
            'progress' => SealStream::copy($symmetric, fopen(__FILE__, 'rb'), fopen('php://memory', 'w'), $end, 64),
            'source' => SealStream::copy($symmetric, fopen('source://x', 'rb'), fopen('php://memory', 'w'), null, 8192),
            'fiber' => (new Fiber(function () use ($symmetric, $local, $end) { SealStream::copy($symmetric, fopen(__FILE__, 'rb'), fopen('php://memory', 'w'), $end, 64); }))->start(),
            'suspended' => (function () use ($symmetric, $end) {
                $fiber = new Fiber(fn () => SealStream::copy($symmetric, fopen(__FILE__, 'rb'), fopen('php://memory', 'w'), Fiber::suspend(...), 64));
                $fiber->start();
                $end();
            })(),
            'seal' => (function () use ($symmetric, $local, $end) {
                if ($_GET['by'] !== 'memory') {
                    $end();
                }
                [$aead, $tokens, $text] = [new Aead($symmetric), Paseto::local($local, maxLength: 1 << 24), str_repeat('x', 1 << 20)];
                for ($kept = []; ; ) {
                    $kept[] = $aead->seal($text);
                    $kept[] = $tokens->encrypt($text);
                    $kept[] = $tokens->decrypt(end($kept));
                }
            })(),
            'keys' => (function () use ($local, $end) {
                if ($_GET['by'] !== 'memory') {
                    $end();
                }
                for ($kept = []; ; ) { $kept[] = SymmetricKey::fromHex($_GET['secret']); }
            })(),
        };
        exit('not reached');
    }
    if (isset($_GET['keep'])) {
        // What outlives a request is found, so what is not found is not there.
        Router::persistent('kept', fn () => (new Router())->get('/kept', hex2bin(strrev($_GET['keep']))));
    }
    echo getmypid();
    PHP);

$pid = (int) $server->get();
foreach (['exit', 'memory', 'exception', 'error'] as $by) {
    foreach (['code', 'clock', 'claims', 'progress', 'source', 'fiber', 'suspended', 'seal', 'keys'] as $in) {
        $secret = random_bytes(32);
        $answer = $server->get(http_build_query(['by' => $by, 'in' => $in, 'secret' => bin2hex($secret), 'text' => base64_encode($secret)]));
        $expected = ['exit' => '/^left$/', 'memory' => '/Allowed memory size/', 'exception' => '/LogicException/', 'error' => '/fatal/'][$by];
        $places = places_in_memory($pid, $secret);
        if (preg_match($expected, $answer) !== 1 || (int) $server->get() !== $pid || $places['elsewhere'] > 0) {
            echo "$by in $in: $places[elsewhere] places, answer: $answer\n";
        }
    }
}
$kept = random_bytes(32);
$server->get('keep=' . strrev(bin2hex($kept)));
echo places_in_memory($pid, $kept)['elsewhere'] > 0 ? "what is kept is found\n" : "nothing is found at all\n";
$server->stop();
?>
--EXPECT--
what is kept is found
