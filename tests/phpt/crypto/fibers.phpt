--TEST--
Copies from stream to stream take turns in fibers, by progress callbacks and by streams that are PHP code, and may never come back
--FILE--
<?php
use HighPerApp\HighPer\Native\{Hash, OpenStream, SealStream, SymmetricKey};

class Slow
{
    public $context;
    private $inner;

    public function stream_open(string $path, string $mode): bool
    {
        $this->inner = $GLOBALS['inner'][substr($path, 7)];

        return true;
    }

    public function stream_read(int $count): string
    {
        Fiber::suspend('reads');

        return (string) fread($this->inner, min($count, 150));
    }

    public function stream_write(string $bytes): int
    {
        Fiber::suspend('writes');

        return fwrite($this->inner, substr($bytes, 0, 70));
    }

    public function stream_eof(): bool
    {
        return feof($this->inner);
    }

    public function stream_close(): void
    {
        echo 'closed ';
    }
}
stream_wrapper_register('slow', Slow::class);
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
/** Resumes fibers in turns until all have ended. */
function run(array $fibers): array
{
    $results = [];
    foreach ($fibers as $name => $fiber) {
        $fiber->start();
    }
    for ($round = 0; count($results) < count($fibers); $round++) {
        foreach ($round % 2 ? array_reverse($fibers, true) : $fibers as $name => $fiber) {
            if ($fiber->isTerminated()) {
                $results[$name] = $fiber->getReturn();
            } else {
                $fiber->resume();
            }
        }
    }
    ksort($results);

    return $results;
}
$key = SymmetricKey::generate();
$texts = $sealed = $opened = $fibers = [];
foreach (['a', 'b', 'c'] as $i => $name) {
    $texts[$name] = random_bytes(700 + 100 * $i);
    $sealed[$name] = stream();
    $fibers[$name] = new Fiber(fn () => SealStream::copy($key, stream($texts[$name]), $sealed[$name], Fiber::suspend(...), 100 + $i, $name));
}
echo json_encode(run($fibers)), "\n";
$fibers = [];
foreach (['a', 'b', 'c'] as $i => $name) {
    rewind($sealed[$name]);
    $opened[$name] = stream();
    $fibers[$name] = new Fiber(fn () => OpenStream::copy($key, $sealed[$name], $opened[$name], Fiber::suspend(...), 100 + $i, $name));
}
echo json_encode(run($fibers)), ' ', json_encode(array_map(content(...), $opened) === $texts), "\n";

// Streams that are PHP code suspend in the middle of a read and of a write; nobody's error reporting is changed by that.
error_reporting(E_ALL & ~E_USER_NOTICE);
$inner = $fibers = $levels = [];
foreach (['a', 'b'] as $name) {
    $inner["source $name"] = stream($texts[$name]);
    $inner["target $name"] = stream();
    $fibers[$name] = new Fiber(function () use ($key, $name, &$levels) {
        $level = function () use (&$levels) { $levels[error_reporting()] = true; };
        $count = SealStream::copy($key, fopen("slow://source $name", 'rb'), fopen("slow://target $name", 'wb'), $level, 100, $name);
        $level();

        return $count;
    });
}
$hashing = stream('hashed');
$inner['hash'] = $hashing;
$fibers['hash'] = new Fiber(fn () => bin2hex(Hash::file('slow://hash', 'crc32c')));
echo json_encode(run($fibers)), ' ', hash('crc32c', 'hashed'), ' ', json_encode(array_keys($levels) === [E_ALL & ~E_USER_NOTICE] && error_reporting() === (E_ALL & ~E_USER_NOTICE)), "\n";
foreach (['a', 'b'] as $name) {
    rewind($inner["target $name"]);
    OpenStream::copy($key, $inner["target $name"], $target = stream(), null, 100, $name);
    echo content($target) === $texts[$name] ? 'same ' : 'other ';
}
echo "\n";

// Destroyed, thrown into, left.
foreach (['destroyed', 'thrown into', 'left'] as $what) {
    $inner = ['s' => stream(str_repeat('x', 500)), 't' => stream()];
    foreach ([fn () => SealStream::copy($key, stream(str_repeat('x', 500)), stream(), Fiber::suspend(...), 100), fn () => SealStream::copy($key, fopen('slow://s', 'rb'), fopen('slow://t', 'wb'), null, 100), fn () => Hash::file('slow://s')] as $copy) {
        $fiber = new Fiber($copy);
        $fiber->start();
        $fiber->resume();
        if ($what === 'thrown into') {
            try {
                $fiber->throw(new DomainException('thrown in '));
            } catch (DomainException $error) {
                echo $error->getMessage();
                unset($error);
            }
        }
        $kept[] = $what === 'left' ? $fiber : null;
        unset($fiber);
        gc_collect_cycles();
    }
    echo $what, ' ', json_encode(error_reporting() === (E_ALL & ~E_USER_NOTICE)), "\n";
}
$aead = (new SealStream($key))->push('still works');
echo strlen($aead), "\n";
?>
--EXPECT--
{"a":700,"b":800,"c":900}
{"a":700,"b":800,"c":900} true
closed closed closed closed closed {"a":700,"b":800,"hash":"3a697716"} 3a697716 true
same same 
destroyed true
thrown in thrown in thrown in thrown into true
left true
28
