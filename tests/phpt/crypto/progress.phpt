--TEST--
A progress callback may throw, close the streams, change and destroy what the call was given, call back, and end the process
--FILE--
<?php
use HighPerApp\HighPer\Native\Aead;
use HighPerApp\HighPer\Native\OpenStream;
use HighPerApp\HighPer\Native\SealStream;
use HighPerApp\HighPer\Native\SymmetricKey;

require __DIR__ . '/../support/child.inc';

function stream(string $content = '')
{
    $stream = fopen('php://memory', 'w+');
    fwrite($stream, $content);
    rewind($stream);

    return $stream;
}
function content($stream): string
{
    rewind($stream);

    return stream_get_contents($stream);
}
function attempt(string $what, callable $do): void
{
    try {
        $result = json_encode($do());
    } catch (Throwable $error) {
        // PHP 8.5 has other words for a stream that was closed.
        $message = str_replace('Argument #1 ($stream) must be an open stream resource', 'supplied resource is not a valid stream resource', $error->getMessage());
        $result = preg_replace('/.*\\\\/', '', $error::class) . ': ' . preg_replace('/\{closure.*\}|, called in.*| in \/.*/', '', $message);
    }
    echo "$what: $result\n";
}
$key = SymmetricKey::generate();
$text = random_bytes(1000);
SealStream::copy($key, stream($text), $target = stream(), null, 100);
$sealed = content($target);
$copies = [
    'seal' => fn ($target, callable $progress) => SealStream::copy($key, $GLOBALS['source'] = stream($text), $target, $progress, 100),
    'open' => fn ($target, callable $progress) => OpenStream::copy($key, $GLOBALS['source'] = stream($sealed), $target, $progress, 100),
];
foreach ($copies as $what => $copy) {
    foreach ([1, 5, 10] as $chunk) {
        $target = stream();
        $left = $chunk;
        attempt("$what, throws at $chunk", fn () => $copy($target, function () use (&$left) { --$left > 0 || throw new DomainException('thrown'); }));
        echo '  written: ', strlen(content($target)), "\n";
    }
    attempt("$what, closes the source", fn () => $copy(stream(), fn () => fclose($GLOBALS['source'])));
    attempt("$what, closes the target", fn () => $copy($target = stream(), function () use (&$target) { fclose($target); }));
    attempt("$what, rewinds the target", fn () => $copy($target = stream(), function () use (&$target) { rewind($target); }));
    attempt("$what, ends the source early", fn () => $copy(stream(), fn () => fseek($GLOBALS['source'], 0, SEEK_END)));
    attempt("$what, wants more", fn () => $copy(stream(), fn (int $one, int $two) => 1));
    attempt("$what, wants another type", fn () => $copy(stream(), function (array $count) {}));
    attempt("$what, is a method that is not there", fn () => $copy(stream(), new class {
        public function __call(string $name, array $arguments): void {}
        public function __invoke(int $count): int { return $count; }
    }));
    attempt("$what, by reference", function () use ($copy) {
        $seen = [];
        @$copy(stream(), function (&$count) use (&$seen) { $seen[] = $count; $count = 'changed'; });

        return array_slice($seen, -2);
    });
    attempt("$what, calls itself", function () use ($copy) {
        $depth = 0;
        $total = 0;
        $progress = function () use (&$progress, &$depth, &$total, $copy): void {
            if (++$depth <= 3) {
                $total += $copy(stream(), $progress);
            }
        };

        return $copy(stream(), $progress) + $total;
    });
    attempt("$what, another error than the stream's", fn () => $copy(fopen('php://memory', 'r'), fn () => throw new DomainException('never called')));
}
attempt('is no function', fn () => SealStream::copy($key, stream(), stream(), 'no_such_function'));
attempt('everything is destroyed', function () {
    $given = ['key' => SymmetricKey::generate(), 'source' => stream(str_repeat('x', 300)), 'target' => stream()];
    $given['progress'] = function () use (&$given) {
        $given = null;
        gc_collect_cycles();
    };

    return SealStream::copy($given['key'], $given['source'], $given['target'], $given['progress'], 100, str_repeat('a', 50));
});
foreach (['exit(3);', 'ini_set("memory_limit", "16M"); for (;;) { $kept[] = str_repeat("x", 1 << 20); }', 'set_time_limit(1); for (;;) {}'] as $end) {
    [$exit, $output] = run_code(<<<PHP
        use HighPerApp\\HighPer\\Native\\{Aead, SealStream, SymmetricKey};
        \$key = SymmetricKey::generate();
        register_shutdown_function(function () use (\$key) {
            ini_set('memory_limit', '64M');
            \$aead = new Aead(\$key);
            echo "\\n", \$aead->open(\$aead->seal('late')), ' ', SealStream::copy(\$key, fopen(PHP_BINARY, 'rb'), fopen('php://memory', 'w'), null, 1 << 20) > 1 << 20 ? 'whole' : 'cut off';
        });
        SealStream::copy(\$key, fopen(PHP_BINARY, 'rb'), fopen('php://memory', 'w'), function () { $end }, 1 << 10);
        PHP);
    echo $exit, ' ', preg_match('/Allowed memory|Maximum execution/', $output, $found) === 1 ? $found[0] : '', ' ', strrchr($output, "\n") ?: "\n$output", "\n";
}
?>
--EXPECT--
seal, throws at 1: DomainException: thrown
  written: 141
seal, throws at 5: DomainException: thrown
  written: 609
seal, throws at 10: DomainException: thrown
  written: 1194
seal, closes the source: TypeError: fread(): supplied resource is not a valid stream resource
seal, closes the target: TypeError: HighPerApp\HighPer\Native\SealStream::copy(): supplied resource is not a valid stream resource
seal, rewinds the target: 1000
seal, ends the source early: 200
seal, wants more: ArgumentCountError: Too few arguments to function (), 1 passed and exactly 2 expected
seal, wants another type: TypeError: (): Argument #1 ($count) must be of type array, int given
seal, is a method that is not there: 1000
seal, by reference: [900,1000]
seal, calls itself: 4000
seal, another error than the stream's: CryptoException: The target cannot be written
open, throws at 1: DomainException: thrown
  written: 100
open, throws at 5: DomainException: thrown
  written: 500
open, throws at 10: DomainException: thrown
  written: 1000
open, closes the source: TypeError: fread(): supplied resource is not a valid stream resource
open, closes the target: TypeError: HighPerApp\HighPer\Native\OpenStream::copy(): supplied resource is not a valid stream resource
open, rewinds the target: 1000
open, ends the source early: CryptoException: The message does not authenticate: it was changed or cut off, or the key or the associated data is another one
open, wants more: ArgumentCountError: Too few arguments to function (), 1 passed and exactly 2 expected
open, wants another type: TypeError: (): Argument #1 ($count) must be of type array, int given
open, is a method that is not there: 1000
open, by reference: [900,1000]
open, calls itself: 4000
open, another error than the stream's: CryptoException: The target cannot be written
is no function: TypeError: HighPerApp\HighPer\Native\SealStream::copy(): Argument #4 ($progress) must be a valid callback or null, function "no_such_function" not found or invalid function name
everything is destroyed: 300
3  
late whole
255 Allowed memory 
late whole
255 Maximum execution 
late whole
