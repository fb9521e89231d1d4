<?php

declare(strict_types=1);

require_once __DIR__ . '/differences.php';

/**
 * Runs the matrix in processes of its own, one for each backend, and compares what they say. A process that dies is a failure of the cell that it was in; the
 * next one goes on behind it.
 */
class Matrix
{
    public int $passed = 0;

    /** @var list<string> */
    public array $failures = [];

    /** @var array<string, int> How many cells differ for a known reason. */
    public array $known = [];

    /** How the extension is run: what is added to PHP's options and to its environment. */
    private const MODES = [
        'plain' => [[], []],
        'JIT, tracing' => [['opcache.enable_cli=1', 'opcache.jit=tracing', 'opcache.jit_buffer_size=64M', 'opcache.jit_hot_func=2', 'opcache.jit_hot_loop=2'], []],
        'JIT, function' => [['opcache.enable_cli=1', 'opcache.jit=function', 'opcache.jit_buffer_size=64M'], []],
        'modules stay loaded' => [[], ['ZEND_DONT_UNLOAD_MODULES' => '1']],
    ];

    /**
     * @param string       $extension The library.
     * @param list<string> $backends  Which to run; the first is what the others are compared with.
     */
    public function __construct(private readonly string $extension, private readonly array $backends)
    {
    }

    /**
     * The names of the ways in which the extension can be run.
     *
     * @return list<string>
     */
    public static function modes(): array
    {
        return array_keys(self::MODES);
    }

    /**
     * Runs all backends with a seed.
     *
     * @param list<string> $arguments For run.php.
     *
     * @throws RuntimeException if no process can be started
     */
    public function round(int $seed, string $mode, array $arguments): void
    {
        $answers = [];
        foreach ($this->backends as $backend) {
            foreach ($this->run($backend, $mode, $seed, $arguments) as $cell => $outcome) {
                $answers[$cell][$backend] = $outcome;
            }
        }
        foreach ($answers as $cell => $outcomes) {
            if (count(array_unique($outcomes)) === 1) {
                $this->passed++;
            } elseif (($why = self::why($cell)) !== null) {
                $this->known[$why] = ($this->known[$why] ?? 0) + 1;
            } else {
                $this->failures[] = "$cell (seed $seed, $mode): the backends differ: " . json_encode($outcomes, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
            }
        }
    }

    private static function why(string $cell): ?string
    {
        [$site, $act] = explode(' / ', $cell);
        foreach (differences() as [$sites, $acts, $why]) {
            if (preg_match("~$sites~", $site) === 1 && preg_match("~$acts~", $act) === 1) {
                return $why;
            }
        }

        return null;
    }

    /**
     * @param list<string> $arguments
     *
     * @return array<string, string> Outcomes by cell.
     */
    private function run(string $backend, string $mode, int $seed, array $arguments): array
    {
        [$settings, $environment] = $backend === 'extension' ? self::MODES[$mode] : [[], []];
        $settings = array_merge($settings, ['zend.max_allowed_stack_size=1M', 'display_errors=stderr', 'log_errors=0'], match ($backend) {
            'extension' => ["extension=$this->extension"],
            'ffi' => ['ffi.enable=1'],
            default => [],
        });
        $options = [];
        foreach ($settings as $setting) {
            array_push($options, '-d', $setting);
        }
        $environment += ['HIGHPER_EXPECT' => $backend, 'HIGHPER_BACKEND' => $backend, 'HIGHPER_LIBRARY' => $this->extension] + getenv();
        $outcomes = [];
        for ($from = 0, $crashes = 0; $crashes < 10; $crashes++) {
            $process = proc_open(
                [PHP_BINARY, ...$options, __DIR__ . '/run.php', (string) $seed, "--from=$from", ...$arguments],
                [['file', '/dev/null', 'r'], ['pipe', 'w'], ['redirect', 1]],
                $pipes,
                null,
                $environment,
            ) ?: throw new RuntimeException('No process can be started');
            $begun = null;
            $other = '';
            $isEnded = false;
            while (($text = fgets($pipes[1])) !== false) {
                $line = json_decode($text, true);
                if (!is_array($line)) {
                    $other .= $text;
                    continue;
                }
                $isEnded = isset($line['end']);
                if ($isEnded) {
                    continue;
                }
                $cell = "{$line['site']} / {$line['act']}";
                if (!isset($line['outcome'])) {
                    $begun = $cell;
                    $from++;
                } elseif (isset($line['fault']) && ($why = self::why($cell)) !== null) {
                    $this->known[$why] = ($this->known[$why] ?? 0) + 1;
                } elseif (isset($line['fault'])) {
                    $this->failures[] = "$cell ($backend, seed $seed, $mode): {$line['fault']}";
                } elseif ($line['act'] === 'limits') {
                    $this->passed++;
                } else {
                    $outcomes[$cell] = $line['outcome'];
                }
            }
            $code = proc_close($process);
            if (trim($other) !== '') {
                $this->failures[] = "$begun ($backend, seed $seed, $mode) or after it: PHP says " . substr(trim($other), 0, 500);
            }
            if ($isEnded && $code === 0) {
                break;
            }
            $this->failures[] = "$begun ($backend, seed $seed, $mode): the process ended with $code";
            if ($isEnded || $begun === null) {
                break;
            }
        }

        return $outcomes;
    }
}
