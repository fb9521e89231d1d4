--TEST--
Moments whose methods give what they should not leak nothing, and may be let go of while they are asked
--FILE--
<?php
use HighPerApp\HighPer\Native\Paseto;
use HighPerApp\HighPer\Native\Paseto\LocalKey;

class Moment extends DateTimeImmutable
{
    public ?Closure $asked = null;

    #[ReturnTypeWillChange]
    public function getTimestamp()
    {
        return ($this->asked)();
    }
}
class Watched extends Moment
{
    public function __destruct()
    {
        echo "gone\n";
    }

    public function format(string $format): string
    {
        echo "formats\n";

        return '000001';
    }
}
class Clock
{
    public ?Closure $asked = null;

    public function now(): DateTimeImmutable
    {
        $moment = new Moment();
        $moment->asked = $this->asked;

        return $moment;
    }
}
$key = LocalKey::generate();
$clock = new Clock();
$tokens = Paseto::local($key, clock: $clock);
$plain = Paseto::local($key);
foreach (['text' => fn (): string => str_repeat('x', 300) . random_int(0, 9), 'array' => fn (): array => [random_int(0, 9)], 'object' => fn (): object => new ArrayObject(), 'null' => fn (): mixed => null] as $what => $asked) {
    $clock->asked = $asked;
    $moment = $clock->now();
    $call = function () use ($tokens, $plain, $moment): void {
        foreach ([fn () => $tokens->issue(['a' => 1]), fn () => $plain->issue(['exp' => $moment])] as $issue) {
            try {
                $issue();
            } catch (Throwable) {
            }
        }
    };
    $usage = 0;
    foreach ([50, 100] as $count) {
        $usage = memory_get_usage();
        for ($i = 0; $i < $count; $i++) {
            $call();
        }
        gc_collect_cycles();
        $usage = memory_get_usage() - $usage;
    }
    echo $what, ': ', $usage, "\n";
}

$exp = new Watched();
$exp->asked = function () use (&$exp): int {
    $exp = null;

    return 1_900_000_000;
};
$claims = ['a' => 1, 'exp' => &$exp, 'iat' => '2026-01-01T00:00:00Z'];
echo $plain->decrypt($plain->issue($claims)), "\n";
?>
--EXPECT--
text: 0
array: 0
object: 0
null: 0
formats
gone
{"a":1,"exp":"2030-03-17T17:46:40Z","iat":"2026-01-01T00:00:00Z"}
