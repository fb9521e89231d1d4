<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console;

/**
 * This package on this machine: where it is, which version, and how its classes are found.
 *
 * @internal
 */
class Package
{
    public const NAME = 'highperapp/highper-native';

    /**
     * @param string      $script   The command as it was called.
     * @param string|null $autoload Composer's autoloader, where Composer called.
     */
    public function __construct(public readonly string $script, private readonly ?string $autoload)
    {
    }

    public function folder(): string
    {
        return \dirname(__DIR__, 2);
    }

    /**
     * The version of the package's files. The class that says so is the extension's own where the extension is loaded, so the file is read.
     */
    public function version(): string
    {
        $source = (string) @file_get_contents($this->folder() . '/php/Backend.php');

        return preg_match("~const VERSION = '([^']+)'~", $source, $found) === 1 ? $found[1] : 'unknown';
    }

    /**
     * Loads the autoloader that the application has; without one, the package finds its classes itself.
     *
     * @return string|null What kept the application's from being loaded.
     */
    public function load(): ?string
    {
        $candidates = $this->autoload === null ? [$this->folder() . '/vendor/autoload.php'] : [$this->autoload];
        // Two folders above a clone may be one that others can write to: a file there is Composer's only where the rest of it is, too.
        $vendor = \dirname($this->folder(), 2);
        if ($this->autoload === null && $this->folder() === "$vendor/" . self::NAME && is_file("$vendor/composer/installed.php")) {
            $candidates[] = "$vendor/autoload.php";
        }
        $fault = null;
        foreach ($candidates as $candidate) {
            if (is_file($candidate)) {
                try {
                    require_once $candidate;
                } catch (\Throwable $thrown) {
                    $fault = "$candidate: {$thrown->getMessage()}";
                }
                break;
            }
        }
        $prefix = 'HighPerApp\\HighPer\\Native\\';
        $folder = $this->folder() . '/php/';
        spl_autoload_register(static function (string $class) use ($prefix, $folder): void {
            $file = $folder . str_replace('\\', '/', substr($class, \strlen($prefix))) . '.php';
            if (str_starts_with($class, $prefix) && is_file($file)) {
                require $file;
            }
        });

        return $fault;
    }
}
