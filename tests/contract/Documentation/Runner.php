<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract\Documentation;

use PHPUnit\Framework\AssertionFailedError;

/**
 * Runs the examples of one page, one after the other, each in a scope of its own.
 *
 * @internal
 */
class Runner
{
    /** Examples that ran, and promises that were held. */
    public int $ran = 0;

    public int $promises = 0;

    /** @var list<string> What was wrong. */
    public array $faults = [];

    /** @var list<string> Examples that did not run, and what they need. */
    public array $leftOut = [];

    /** @var array<string, string> What a reader has seen being imported. */
    private array $imports = [];

    /** @var array<string, mixed>|null Variables of the example before; null where it did not run. */
    private ?array $variables = [];

    private static ?string $running = null;

    public static function run(Page $page): self
    {
        $runner = new self();
        Promises::$page = $page->name;
        foreach ($page->fences as $fence) {
            if (!$fence->isPhp()) {
                continue;
            }
            try {
                $runner->example($fence);
            } catch (Mistake | AssertionFailedError $fault) {
                $runner->faults[] = $fault->getMessage() . ($fault instanceof Mistake ? '' : self::difference($fault));
                $runner->variables = null;
            }
        }

        return $runner;
    }

    private function example(Fence $fence): void
    {
        if ($fence->note !== '' && preg_match('~^fragment: \S.{5,}$~', $fence->note) !== 1) {
            throw new Mistake($fence->at() . ": the note is 'fragment: ' and why, not '$fence->note'");
        }
        $example = new Example($fence);
        // Of two that import different things under one name the later counts.
        $this->imports = $example->imports + $this->imports;
        if ($fence->isFragment()) {
            if ($example->promises > 0) {
                throw new Mistake($fence->at() . ': a fragment promises nothing, since it does not run');
            }

            return;
        }
        foreach ($example->needs as $need) {
            if (!Needs::isKnown($need)) {
                throw new Mistake($fence->at() . ": nobody knows what '$need' is");
            }
        }
        $missing = array_values(array_filter($example->needs, static fn (string $need): bool => !Needs::isThere($need)));
        if ($example->goesOn && $this->variables === null) {
            // Nothing to go on from: that has been told.
            $missing[] = 'the example above it';
        }
        if ($missing !== []) {
            $this->leftOut[] = $fence->at() . ' needs ' . implode(' and ', $missing);
            $this->variables = null;

            return;
        }
        foreach ($example->declares as $name) {
            if (class_exists($name, false) || \function_exists($name)) {
                throw new Mistake($fence->at() . ": there is a '$name' already; take another name");
            }
        }
        $before = $example->goesOn ? $this->variables ?? [] : [];
        $this->variables = null;
        // A class of the example's own goes before an import of that name.
        $imports = implode(' ', array_diff_key($this->imports, array_flip($example->declares)));
        $this->variables = self::evaluate($fence, "declare(strict_types=1); $imports" . str_repeat("\n", $fence->line - 1) . $example->code, $before);
        ++$this->ran;
        $this->promises += $example->promises;
    }

    /**
     * @param array<string, mixed> $variables
     *
     * @return array<string, mixed>
     */
    private static function evaluate(Fence $fence, string $code, array $variables): array
    {
        self::$running ??= self::watch();
        self::$running = $fence->at();
        $level = ob_get_level();
        ob_start();
        // PHPUnit lowers it, and tells nothing of what is within eval().
        $reported = error_reporting(E_ALL);
        // A notice in what readers copy is a fault. Deprecations within somebody else's code are not ours to mend.
        set_error_handler(static function (int $kind, string $message, string $file, int $line): bool {
            if ((error_reporting() & $kind) === 0 || (($kind & (E_DEPRECATED | E_USER_DEPRECATED)) !== 0 && !str_contains($file, "eval()'d code"))) {
                return true;
            }
            throw new \ErrorException($message, 0, $kind, $file, $line);
        });
        try {
            return self::scope($code, $variables);
        } catch (AssertionFailedError | Mistake $fault) {
            throw $fault;
        } catch (\Throwable $error) {
            $line = $error->getLine();
            foreach ($error->getTrace() as $frame) {
                $line = str_contains($error->getFile(), "eval()'d code") ? $error->getLine() : $line;
                if (!str_contains($error->getFile(), "eval()'d code") && str_contains($frame['file'] ?? '', "eval()'d code")) {
                    $line = $frame['line'] ?? $line;
                    break;
                }
            }
            throw new Mistake($fence->at($line) . ': ' . $error::class . ": {$error->getMessage()}", 0, $error);
        } finally {
            restore_error_handler();
            error_reporting($reported);
            while (ob_get_level() > $level) {
                ob_end_clean();
            }
            self::$running = '';
        }
    }

    /**
     * @return array<string, mixed>
     */
    private static function scope(): array
    {
        extract(func_get_arg(1));
        eval(func_get_arg(0));

        return get_defined_vars();
    }

    /** What ends the process, such as exit(), has to name its example. */
    private static function watch(): string
    {
        register_shutdown_function(static function (): void {
            if (self::$running !== '') {
                fwrite(STDERR, "\nthe example at " . self::$running . " ended the process\n");
            }
        });

        return '';
    }

    private static function difference(AssertionFailedError $fault): string
    {
        $comparison = method_exists($fault, 'getComparisonFailure') ? $fault->getComparisonFailure() : null;

        return $comparison === null ? '' : "\n" . $comparison->getDiff();
    }
}
