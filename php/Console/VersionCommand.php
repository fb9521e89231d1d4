<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console;

/**
 * `highper version`.
 *
 * @internal
 */
class VersionCommand implements Command
{
    public function __construct(private readonly Package $package)
    {
    }

    public function summary(): string
    {
        return 'The versions of the package, of the extension and of PHP';
    }

    public function help(): string
    {
        return "Usage: highper version\n\nPrints the versions of the package, of the loaded extension and of PHP, one a line.\n";
    }

    public function run(array $arguments): int
    {
        if ($arguments !== []) {
            throw new UsageError("version takes no arguments, not '$arguments[0]'");
        }
        $extension = phpversion('highper');
        echo Package::NAME, ' ', $this->package->version(), "\n";
        echo 'extension ', $extension === false ? 'not loaded' : $extension . self::commit(), "\n";
        echo 'PHP ', PHP_VERSION, "\n";

        return 0;
    }

    /**
     * What the extension says in phpinfo() of its commit, which it knows if it is a release.
     */
    private static function commit(): string
    {
        ob_start();
        (new \ReflectionExtension('highper'))->info();

        return preg_match('~^Build => [^\n]*(, commit \S+)$~m', (string) ob_get_clean(), $found) === 1 ? $found[1] : '';
    }
}
