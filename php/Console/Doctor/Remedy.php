<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * Commands that mend things, in the words of the system at hand: Debian's, the official Docker image's, or any PHP's.
 *
 * @internal
 */
class Remedy
{
    public function __construct(private readonly Facts $facts)
    {
    }

    /**
     * Switches on an extension whose file is there.
     *
     * @param string $line What PHP is to read, if there is no tool that writes it.
     *
     * @return list<string>
     */
    public function enable(string $module, string $line): array
    {
        $version = $this->facts->minor();
        $available = "/etc/php/$version/mods-available";
        if ($this->isDebians() && !str_contains($line, '/')) {
            $write = is_file("$available/$module.ini") ? [] : [self::echo($line) . " | {$this->root()}tee $available/$module.ini"];
            // Without -s it is switched on for all, which is what people expect of an extension.
            return [...$write, "{$this->root()}phpenmod -v $version $module", ...$this->restart()];
        }
        if ($this->isDockers('docker-php-ext-enable') && !str_contains($line, '/')) {
            return ["docker-php-ext-enable $module", ...$this->restart()];
        }

        return [...$this->write($line, "50-$module.ini"), ...$this->restart()];
    }

    /**
     * Changes settings.
     *
     * @return list<string>
     */
    public function set(string ...$lines): array
    {
        $commands = [];
        foreach ($lines as $line) {
            array_push($commands, ...$this->write($line, '99-highper.ini'));
        }

        return [...$commands, ...$this->restart()];
    }

    /**
     * Brings an extension that is no part of every PHP.
     *
     * @return list<string>
     */
    public function install(string $module): array
    {
        $version = $this->facts->minor();
        $isZend = $module === 'opcache';
        if ($this->isDebians()) {
            return is_file("/etc/php/$version/mods-available/$module.ini")
                ? $this->enable($module, "extension=$module.so")
                : ["{$this->root()}apt-get install php$version-$module", ...$this->restart()];
        }
        if (@is_file("{$this->facts->extensionFolder}/$module.so")) {
            return $this->enable($module, ($isZend ? 'zend_extension' : 'extension') . "=$module.so");
        }
        if ($this->isDockers('docker-php-ext-install')) {
            return [...($module === 'ffi' ? [$this->libffi()] : []), "docker-php-ext-install $module", ...$this->restart()];
        }

        return ["install PHP's extension '$module' with your system's package manager, or put " . ($isZend ? 'zend_extension' : 'extension') . "=$module into php.ini"];
    }

    /**
     * Installs the library that belongs to the package.
     *
     * @return list<string>
     */
    public function installExtension(string $folder, string $version): array
    {
        // Composer's copy is no place to build in; a checkout is.
        if (is_file("$folder/scripts/install.sh") && file_exists("$folder/.git")) {
            return ['cd ' . self::word($folder) . ' && ./build.sh install'];
        }
        $page = 'docs/installing.md says how';
        $what = "install the extension highper $version for PHP {$this->facts->minor()} ({$this->facts->build})";
        $file = $this->releaseFile($version);

        return [$file === null ? "$what; $page, and for which PHP there is none yet" : "$what, in $file; $page"];
    }

    /**
     * The file of a release that fits this system; null where none does.
     */
    private function releaseFile(string $version): ?string
    {
        $machine = php_uname('m');
        $traits = \array_slice(explode(',', $this->facts->build), 1);
        if (PHP_OS_FAMILY !== 'Linux' || $traits !== ['NTS'] || !\in_array($machine, ['x86_64', 'aarch64'], true) || (glob('/lib/ld-musl-*') ?: []) !== []) {
            return null;
        }

        return $this->isDebians()
            ? "php{$this->facts->minor()}-highper_{$version}_" . ($machine === 'x86_64' ? 'amd64' : 'arm64') . '.deb'
            : "highper-$version-php{$this->facts->minor()}-$machine-linux-gnu.tar.gz";
    }

    /**
     * What makes PHP-FPM read its settings anew; nothing for the command line.
     *
     * @return list<string>
     */
    public function restart(): array
    {
        if ($this->facts->isCommandLine()) {
            return [];
        }
        // Debian's binary is php-fpm8.4, and its service php8.4-fpm.
        $service = (string) preg_replace('~^php-fpm([\d.]+)$~D', 'php$1-fpm', basename($this->facts->binary));

        return is_dir('/run/systemd/system')
            ? ["{$this->root()}systemctl restart $service"]
            : (is_executable("/etc/init.d/$service") ? ["{$this->root()}service $service restart"] : ["restart $service, or its container"]);
    }

    /**
     * A path as a word of the shell, in quotes where it needs them.
     */
    public static function word(string $path): string
    {
        return preg_match('~^[\w./:@%+,-]+$~D', $path) === 1 ? $path : "'" . str_replace("'", "'\\''", $path) . "'";
    }

    private static function echo(string $line): string
    {
        return "echo '" . str_replace("'", "'\\''", $line) . "'";
    }

    /**
     * @return list<string>
     */
    private function write(string $line, string $name): array
    {
        if ($this->facts->iniFolder !== null) {
            // With several folders the last is read last, and what is read last counts.
            $folders = array_values(array_filter(explode(PATH_SEPARATOR, $this->facts->iniFolder), static fn (string $folder): bool => $folder !== ''));
            $folder = end($folders);

            return $folder === false ? ["put the line $line into php.ini"] : [self::echo($line) . " | {$this->root()}tee -a " . self::word("$folder/$name")];
        }

        return $this->facts->iniFile === null
            ? ["put the line $line into a php.ini; php --ini says where PHP looks for it"]
            : [self::echo($line) . " | {$this->root()}tee -a " . self::word($this->facts->iniFile)];
    }

    private function isDebians(): bool
    {
        return Process::find('phpenmod') !== null && is_dir("/etc/php/{$this->facts->minor()}/mods-available")
            // A PHP that was built by hand beside Debian's reads other files.
            && str_starts_with((string) $this->facts->iniFolder, "/etc/php/{$this->facts->minor()}/");
    }

    /**
     * Whether the image's tool is there, and this PHP is the image's: one from packages may be in it as well, and reads other files.
     */
    private function isDockers(string $tool): bool
    {
        return Process::find($tool) !== null && str_starts_with((string) $this->facts->iniFolder, '/usr/local/etc/php/');
    }

    /**
     * Images come without package lists.
     */
    private function libffi(): string
    {
        return Process::find('apk') !== null ? 'apk add libffi-dev' : 'apt-get update && apt-get install -y --no-install-recommends libffi-dev';
    }

    private function root(): string
    {
        return (\function_exists('posix_geteuid') && posix_geteuid() === 0) || Process::find('sudo') === null ? '' : 'sudo ';
    }
}
