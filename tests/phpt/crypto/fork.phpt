--TEST--
Forked children share no random state: no bytes, identifiers, nonces, salts or keys come twice
--SKIPIF--
<?php
if (!function_exists('pcntl_fork')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\{Aead, Box, KeyPair, MacKey, Paseto, Password, Random, SealStream, SigningKey, SymmetricKey};
use HighPerApp\HighPer\Native\Paseto\{LocalKey, SecretKey};

$key = SymmetricKey::generate();
$aeads = [new Aead($key), new Aead($key, Aead::AES_256_GCM), new Aead($key, Aead::CHACHA20_POLY1305)];
$pair = KeyPair::generate();
$local = LocalKey::generate();
$tokens = Paseto::local($local);
$public = SecretKey::generate()->publicKey();
$draw = function () use ($key, $aeads, $pair, $local, $tokens, $public): array {
    $all = [];
    for ($i = 0; $i < 3; $i++) {
        array_push(
            $all,
            bin2hex(Random::bytes(16)),
            bin2hex(Random::bytes(1000)),
            bin2hex(Random::bytes(100_000)),
            (string) Random::int(PHP_INT_MIN, PHP_INT_MAX),
            Random::token(16),
            Random::uuid4(),
            // The time is the same in two processes; what follows it must not be.
            substr(Random::uuid7(), 15),
            substr(Random::ulid(), 10),
            ...array_map(fn (Aead $aead): string => bin2hex(substr($aead->seal(''), 0, 12)), $aeads),
        );
        array_push(
            $all,
            bin2hex((new SealStream($key))->header()),
            bin2hex(substr(Box::encrypt('', $pair, $pair->publicKey()), 0, 24)),
            bin2hex(substr(Box::seal('', $pair->publicKey()), 0, 32)),
            SymmetricKey::generate()->keyId(),
            MacKey::generate()->keyId(),
            SigningKey::generate()->keyId(),
            KeyPair::generate()->keyId(),
            LocalKey::generate()->id(),
            SecretKey::generate()->id(),
            substr($tokens->encrypt(''), 0, 40),
            $local->wrap($local),
            $local->seal($public),
            explode('$', Password::hash('x', 8, 1))[4],
        );
    }

    return $all;
};
/** Forks, and gives what each process drew: the children by way of files. */
function family(int $children, callable $draw): array
{
    $files = $drawn = [];
    for ($i = 0; $i < $children; $i++) {
        $files[$i] = tmpfile();
        $pid = pcntl_fork();
        if ($pid === 0) {
            fwrite($files[$i], json_encode($draw()));
            // Without shutdown functions, and without the test's output again.
            posix_kill(getmypid(), SIGKILL);
        }
        $pids[] = $pid;
    }
    $drawn[] = $draw();
    foreach ($pids as $i => $pid) {
        pcntl_waitpid($pid, $status);
        rewind($files[$i]);
        $drawn[] = json_decode(stream_get_contents($files[$i]), true) ?? [];
    }

    return $drawn;
}
$count = count($draw());
foreach (['before anything was drawn again' => 0, 'in the middle of a buffer' => 5, 'much later' => 50] as $what => $rounds) {
    for ($i = 0; $i < $rounds; $i++) {
        $draw();
    }
    $drawn = family(4, $draw);
    $all = array_merge(...$drawn);
    echo $what, ': ', count($all) === 5 * $count ? 'all drew' : 'some died', ', ', count($all) - count(array_unique($all)), " twice\n";
}
// A child's child, and siblings one after the other.
$drawn = family(3, function () use ($draw): array {
    $mine = $draw();

    return array_merge($mine, ...family(2, $draw));
});
$all = array_merge(...$drawn);
echo 'grandchildren: ', count($all) === 16 * $count ? 'all drew' : 'some died (' . count($all) / $count . ')', ', ', count($all) - count(array_unique($all)), " twice\n";
// The identifiers of each process still go up.
$ids = fn (): array => array_map(fn () => [Random::uuid7(), Random::ulid()], range(1, 500));
$ascending = true;
$all = [];
$before = $ids();
foreach (family(3, $ids) as $i => $drawn) {
    foreach ([0, 1] as $column) {
        $list = array_column($drawn, $column);
        $sorted = $list;
        sort($sorted, SORT_STRING);
        $ascending = $ascending && $sorted === $list && count($list) === 500 && ($i > 0 || $list[0] > end($before)[$column]);
        array_push($all, ...$list);
    }
}
echo $ascending ? 'ascending' : 'not ascending', ', ', count($all) - count(array_unique($all)), " twice\n";
// Keys and tokens made before are the same on both sides.
$made = family(2, fn (): array => [$tokens->issue(['pid' => getmypid()])]);
foreach ($made as [$token]) {
    echo get_debug_type($tokens->parse($token)->get('pid')), ' ';
}
echo "\n";
?>
--EXPECT--
before anything was drawn again: all drew, 0 twice
in the middle of a buffer: all drew, 0 twice
much later: all drew, 0 twice
grandchildren: all drew, 0 twice
ascending, 0 twice
int int int 
