--TEST--
A hundred thousand tokens of each kind, issued, read and refused, leave memory_get_usage() and the resident memory where they were
--SKIPIF--
<?php
if (!is_readable('/proc/self/status')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
use HighPerApp\HighPer\Native\Exception\PasetoException;
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\{LocalKey, LocalKeyRing, PublicKeyRing, SecretKey};

require __DIR__ . '/../support/child.inc';

$key = LocalKey::generate();
$secret = SecretKey::generate();
$issuers = [
    'local' => [Paseto::local($key, 'me', 'you'), 100_000],
    'local ring' => [Paseto::local(new LocalKeyRing([LocalKey::generate(), $key])), 20_000],
    'public' => [Paseto::public($secret, 'me', leeway: 5), 10_000],
    'public ring' => [Paseto::public(new PublicKeyRing([], $secret)), 2000],
];
foreach ($issuers as $what => [$tokens, $many]) {
    $is_local = str_starts_with($what, 'local');
    $round = function (int $count) use ($tokens, $is_local, $key, $secret): void {
        for ($i = 0; $i < $count; $i++) {
            $token = $tokens->issue(['id' => $i, 'name' => "caf\u{e9} $i", 'list' => [1, 2.5, null, ['x' => true]]], ['n' => "$i"], 'implicit');
            $tokens->parse($token, 'implicit')->get('list');
            foreach ([$token, substr($token, 0, -3), "v4.local.$i"] as $bad) {
                try {
                    $tokens->parse($bad);
                } catch (PasetoException) {
                }
            }
            try {
                $tokens->issue(['exp' => 5, 'name' => "n $i"]);
            } catch (PasetoException) {
            }
            if ($is_local) {
                $tokens->decrypt($tokens->encrypt("payload $i"));
            }
            Paseto::untrustedFooter($token);
            Paseto::untrustedKeyId($token);
            if ($i % 8 === 0) {
                $copy = $is_local ? LocalKey::fromPaserk($key->toPaserk()) : SecretKey::fromPaserk($secret->toPaserk());
                $copy::unwrap($copy->wrap($key), $key)->id();
            }
        }
    };
    $round(500);
    gc_collect_cycles();
    $resident = resident_kib();
    $usage = memory_get_usage();
    $round($many);
    gc_collect_cycles();
    $used = memory_get_usage() - $usage;
    $growth = resident_kib() - $resident;
    echo "$what: $used, ", $growth < 1024 ? 'steady' : "grew by $growth KiB", "\n";
}
?>
--EXPECT--
local: 0, steady
local ring: 0, steady
public: 0, steady
public ring: 0, steady
