<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * What this process knows of the PHP that it runs in, and what that PHP says when it starts.
 *
 * @internal
 */
class ThisPhp
{
    /** Variables that decide something here. */
    private const VARIABLES = ['HIGHPER_BACKEND', 'HIGHPER_LIBRARY', 'XDEBUG_MODE'];

    public static function facts(): Facts
    {
        $modules = [];
        foreach (get_loaded_extensions() as $module) {
            $modules[strtolower($module)] = (string) phpversion($module);
        }
        foreach (get_loaded_extensions(true) as $module) {
            $modules[strtolower($module)] ??= '';
        }
        // Functions can be taken away from an extension that stays loaded.
        $functions = get_defined_functions()['internal'];
        foreach (['sodium' => 'sodium_memzero', 'openssl' => 'openssl_encrypt'] as $module => $function) {
            if (!\in_array($function, $functions, true)) {
                unset($modules[$module]);
            }
        }
        $environment = [];
        foreach (self::VARIABLES as $name) {
            $value = getenv($name);
            if ($value !== false) {
                $environment[$name] = $value;
            }
        }
        $settings = [];
        foreach (ini_get_all(null, false) ?: [] as $name => $value) {
            $settings[(string) $name] = \is_scalar($value) ? (string) $value : null;
        }
        $iniFile = php_ini_loaded_file();

        return new Facts(
            PHP_BINARY,
            PHP_SAPI,
            PHP_VERSION,
            self::build(),
            (string) \ini_get('extension_dir'),
            $iniFile === false ? null : $iniFile,
            self::iniFolder(),
            [...($iniFile === false ? [] : [$iniFile]), ...self::iniFiles((string) php_ini_scanned_files())],
            $modules,
            $settings,
            $environment,
            self::startup($iniFile === false ? null : $iniFile),
        );
    }

    /**
     * The files of a list as PHP prints it.
     *
     * @return list<string>
     */
    public static function iniFiles(string $list): array
    {
        return array_values(array_filter(array_map(trim(...), explode(',', $list)), static fn (string $file): bool => $file !== ''));
    }

    /**
     * The build that extensions have to fit. PHP has no constant for it, but phpinfo() says it.
     */
    private static function build(): string
    {
        ob_start();
        phpinfo(INFO_GENERAL);

        return preg_match('~^PHP Extension Build => (\S+)~m', (string) ob_get_clean(), $found) === 1 ? $found[1] : '';
    }

    private static function iniFolder(): ?string
    {
        $named = getenv('PHP_INI_SCAN_DIR');
        $own = PHP_CONFIG_FILE_SCAN_DIR;
        if ($named === false) {
            return $own === '' ? null : $own;
        }
        // An empty name in the list stands for PHP's own folder.
        $folders = array_map(static fn (string $folder): string => $folder === '' ? $own : $folder, explode(PATH_SEPARATOR, $named));
        $folders = implode(PATH_SEPARATOR, array_filter($folders, static fn (string $folder): bool => $folder !== ''));

        return $folders === '' ? null : $folders;
    }

    /**
     * What PHP prints when it starts with the same ini files; a running one has no memory of it.
     */
    private static function startup(?string $iniFile): string
    {
        $isBare = $iniFile === null && (string) php_ini_scanned_files() === '';
        $flags = [...($isBare ? ['-n'] : []), ...($iniFile === null ? [] : ['-c', $iniFile])];
        foreach (['display_errors=stderr', 'display_startup_errors=1', 'log_errors=0', 'html_errors=0', 'error_reporting=-1'] as $setting) {
            array_push($flags, '-d', $setting);
        }

        return Process::run([PHP_BINARY, ...$flags, '-r', ''])['errors'] ?? '';
    }
}
