--TEST--
No secret stands in what PHP prints of uncaught exceptions, warnings, backtraces, dumps and reference counts
--FILE--
<?php
require __DIR__ . '/../support/child.inc';

$begin = <<<'PHP'
    namespace HighPerApp\HighPer\Native;
    use HighPerApp\HighPer\Native\Paseto\{LocalKey, SecretKey, PublicKey, LocalKeyRing, PublicKeyRing};
    class Clock
    {
        public function __construct(private ?\Closure $then = null) {}
        public function now(): mixed { return $this->then === null ? new \DateTimeImmutable() : ($this->then)(); }
    }
    class Claim implements \JsonSerializable
    {
        public function jsonSerialize(): mixed { throw new \LogicException('from inside'); }
    }
    // Put together here, so that a line that is quoted does not show it.
    $s = implode('', ['XY', 'ZZY']);
    // What the tests look for stands at the front, where backtraces cut texts off, and in hex and base64, too.
    $secret = $s . str_repeat('x', 27);
    $long = str_repeat($secret, 4);
    $symmetric = SymmetricKey::fromBytes($secret);
    $mac = MacKey::fromBytes($secret);
    $derivation = DerivationKey::fromBytes($secret);
    $signing = SigningKey::fromSeed($secret);
    $pair = KeyPair::fromSeed($secret);
    $local = LocalKey::fromBytes($secret);
    $secretKey = SecretKey::fromSeed($secret);
    $aead = new Aead($symmetric);
    $tokens = Paseto::local($local);
    $public = Paseto::public($secretKey);
    PHP;
$refused = [
    'SymmetricKey::fromBytes($long);', 'SymmetricKey::fromHex($long);', 'SymmetricKey::fromBase64Url("$long=");', 'MacKey::fromBytes(substr($secret, 0, 9));', 'MacKey::fromHex($long);',
    'MacKey::fromBase64Url("$long=");', 'DerivationKey::fromBytes(substr($secret, 0, 9));', 'DerivationKey::fromHex($long);', 'DerivationKey::fromBase64Url("$long=");',
    'SigningKey::fromSeed($long);', 'SigningKey::fromBytes($long);', 'SigningKey::fromBytes(substr($long, 0, 64));', 'SigningKey::fromHex($long);', 'SigningKey::fromBase64Url("$long=");', 'SigningKey::fromPem($long);',
    'KeyPair::fromSeed($long);', 'KeyPair::fromBytes($long);', 'KeyPair::fromBytes(substr($long, 0, 64));', 'KeyPair::fromHex($long);', 'KeyPair::fromBase64Url("$long=");',
    'LocalKey::fromBytes($long);', 'LocalKey::fromPaserk($long);', 'SecretKey::fromSeed($long);', 'SecretKey::fromBytes($long);', 'SecretKey::fromPaserk($long);', 'SecretKey::fromPem($long);',
    '$secretKey->wrapWithPassword($long, 1);', '$local->wrapWithPassword($long, 1);', 'LocalKey::unwrapWithPassword("k4", $long);', 'SecretKey::unwrapWithPassword("k4", $long);',
    '$aead->seal($long, []);', '(new SealStream($symmetric))->push($long, 9);', 'Box::encrypt($long, $pair, $pair);', 'Box::seal($long, $pair);',
    'Hash::digest($long, "none");', 'Hash::hex($long, "none");', '(fn ($hash) => [$hash->finish(), $hash->update($long)])(new Hash());', 'Hmac::sign($long, $mac, "none");', 'Hmac::verify("c", $long, $mac, "none");',
    'Kdf::fromPassword($long, "short");', 'Password::hash($long, 1);', 'Password::verify($long, []);', 'Password::needsRehash($long, []);', 'Encoding::fromHex($long);', 'Encoding::fromBase64Url("$long=");', 'Encoding::hex($long, 1);',
    'Encoding::base64Url($long, 1);', 'equals($long, []);', 'equals([], $long);', '$tokens->issue([$long]);', '$tokens->issue(["a" => $long, "exp" => 5]);', '$tokens->issue(["a" => $long, "b" => new Claim()], "", $long);',
    '$tokens->issue(["a" => $long], [1], $long);', '$tokens->parse($long, $long);', '$tokens->parseExpired($long, $long);', '$tokens->encrypt($long, str_repeat("x", 9000), $long);', '$tokens->decrypt($long, null, $long);',
    '$public->issue(["a" => $long, "exp" => 5], "", $long);', '$public->parse($long, $long);', '$public->parseExpired($long, $long);', '$public->sign($long, str_repeat("x", 9000), $long);', '$public->verify($long, null, $long);',
    'Paseto::local($local, clock: new Clock(fn () => throw new \LogicException("from inside")))->issue(["a" => $long], "", $long);',
    'Paseto::local($local, clock: new Clock(fn () => throw new \LogicException("from inside")))->parse(Paseto::local($local)->issue(["a" => $long], "", $long), $long);',
    'Paseto::local($local, clock: new Clock(fn () => $local))->issue(["a" => $long], "", $long);', 'Paseto::public($local);', 'Paseto::local($secretKey);', 'new LocalKeyRing([$secretKey]);', 'new PublicKeyRing([$local], $secretKey);',
    'new LocalKeyRing([$local, LocalKey::fromBytes($secret)]);', 'clone $symmetric;', 'serialize($symmetric);', '(string) $symmetric;', '$symmetric->added = 1;', 'new $symmetric();', '$symmetric + 1;', '$symmetric();', '$symmetric["x"];', 'foreach ($symmetric as $x);  throw new \LogicException();',
    'SealStream::copy($symmetric, fopen("data:,$secret", "r"), fopen("php://memory", "w"), fn () => throw new \LogicException("from inside"));',
    'throw new \LogicException((string) json_encode([$symmetric, $mac, $derivation, $signing, $pair, $local, $secretKey, $aead, $tokens, $public]));',
];
// A key that is not a raw secret may be seen; what it is made of may not.
$shown = <<<'PHP'
    $objects = [$symmetric, $mac, $derivation, $signing, $pair, $local, $secretKey, $aead, new SealStream($symmetric), new OpenStream($symmetric, str_repeat('h', 24)), new Hash('blake2b', $mac), new Hmac($mac), $tokens, $public, new LocalKeyRing([$local]), new PublicKeyRing([], $secretKey)];
    var_dump($objects);
    print_r($objects);
    var_export($objects);
    foreach ($objects as $object) { debug_zval_dump($object); }
    echo json_encode($objects), (new \ReflectionObject($symmetric)), new \ReflectionObject($tokens);
    foreach ($objects as $object) {
        foreach ((array) $object as $name => $value) {
            echo $name;
        }
        foreach ((new \ReflectionObject($object))->getProperties() as $property) {
            echo $property;
        }
        echo count(get_mangled_object_vars($object)), spl_object_id($object);
    }
    function called(#[\SensitiveParameter] mixed $x, mixed ...$keys) { debug_print_backtrace(); var_dump(debug_backtrace()); throw new \LogicException(); }
    called($secret, ...$objects);
    PHP;
$ini = ['zend.exception_ignore_args' => '0', 'zend.exception_string_param_max_len' => '1000', 'error_reporting' => (string) E_ALL];
$clean = fn (string $output): bool => preg_match('/XYZZY|WFlaWl|58595a5a59/i', $output) !== 1;
$checked = 0;
// As PHP prints it; a process for each takes long, so for some of them only.
foreach ($refused as $i => $code) {
    if ($i % 6 === 0) {
        [$exit, $output] = run_code("$begin\n$code", $ini);
        $checked++;
        if (!$clean($output) || !str_contains($output, 'Uncaught')) {
            echo "$code\n  $exit $output\n";
        }
    }
}
// Through a handler that prints all that it is given, in one process.
$list = implode(",\n", array_map(fn (string $code): string => 'function () use ($symmetric, $mac, $derivation, $signing, $pair, $local, $secretKey, $aead, $tokens, $public, $secret, $long) { ' . $code . ' }', $refused));
[$exit, $output] = run_code(<<<PHP
    $begin
    \$count = 0;
    foreach ([$list] as \$call) {
        try {
            \$call();
        } catch (\\Throwable \$error) {
            \$count++;
            foreach (\$error->getTrace() as \$frame) {
                // The closure holds the secrets itself.
                unset(\$frame['object']);
                var_dump(\$frame['args'] ?? []);
                print_r(\$frame['args'] ?? []);
            }
            echo \$error, \$error->getMessage(), json_encode(array_column(\$error->getTrace(), 'args'), JSON_PARTIAL_OUTPUT_ON_ERROR);
        }
    }
    echo "\\ncaught \$count";
    PHP, $ini);
echo $clean($output) ? 'handled: clean' : "handled:\n" . implode("\n", array_filter(explode("\n", $output), fn (string $line): bool => !$clean($line))), strrchr($output, "\n") === "\ncaught " . count($refused) ? ', all caught' : strrchr($output, "\n"), "\n";
[$exit, $output] = run_code("$begin\n$shown", $ini);
echo $clean($output) && str_contains($output, 'LogicException') && str_contains($output, 'refcount') ? 'shown: clean' : "shown:\n$output", "\n";
echo "printed: $checked checked\n";
// What is looked for would be found.
[$exit, $output] = run_code("$begin\nfunction f(string \$x) { throw new \\LogicException(); } f(\$secret);", $ini);
echo $clean($output) ? "nothing is found at all\n" : "what is not protected is found\n";
?>
--EXPECTF--
handled: clean, all caught
shown: clean
printed: %d checked
what is not protected is found
