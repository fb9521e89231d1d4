<?php

declare(strict_types=1);

/* Somebody to be compared with: how it is found, which version it is, and what to do where it is absent. */

namespace HighPerApp\HighPer\Native\Benches;

class Rival
{
    /**
     * @param string              $name       As the report has it.
     * @param callable(): ?string $version    Loads it and says which version it is; null where it is absent.
     * @param string              $hint       How to get it.
     * @param list<string>        $contenders Beginnings of the contenders' names that are this rival; its own name unless given.
     */
    public function __construct(
        public readonly string $name,
        private readonly mixed $version,
        public readonly string $hint = '',
        private readonly array $contenders = [],
    ) {
    }

    /** Loads it. Null: it is absent. */
    public function version(): ?string
    {
        return ($this->version)();
    }

    public function is(string $contender): bool
    {
        foreach ($this->contenders ?: [$this->name] as $beginning) {
            if (str_starts_with($contender, $beginning)) {
                return true;
            }
        }

        return false;
    }

    /**
     * A PHP library, installed by Composer or as a package of the system.
     *
     * @param class-string $class      One of its classes.
     * @param list<string> $autoloads  The files that Debian's packages load it with.
     * @param list<string> $contenders
     */
    public static function library(string $name, string $class, string $package, string $debian, array $autoloads, array $contenders = []): self
    {
        $version = static function () use ($class, $package, $debian, $autoloads): ?string {
            foreach ([...$autoloads, dirname(__DIR__, 3) . '/vendor/autoload.php'] as $file) {
                if (is_file($file)) {
                    require_once $file;
                }
            }
            if (!class_exists($class)) {
                return null;
            }
            if (class_exists(\Composer\InstalledVersions::class) && \Composer\InstalledVersions::isInstalled($package)) {
                return (string) \Composer\InstalledVersions::getPrettyVersion($package);
            }
            $line = trim((string) shell_exec('dpkg-query -W -f=\'${Version}\' ' . escapeshellarg($debian) . ' 2>/dev/null'));

            return $line === '' ? 'of unknown version' : $line;
        };

        return new self($name, $version, "$debian, or $package from Composer", $contenders);
    }

    /**
     * An extension of PHP.
     *
     * @param list<string> $contenders
     */
    public static function extension(string $name, string $extension, array $contenders, string $hint = ''): self
    {
        return new self($name, static fn (): ?string => phpversion($extension) ?: null, $hint, $contenders);
    }

    /**
     * What comes with PHP, or is written in it here.
     *
     * @param list<string> $contenders
     */
    public static function php(string $name, array $contenders): self
    {
        return new self($name, static fn (): string => 'PHP ' . PHP_VERSION, '', $contenders);
    }
}
