<?php

declare(strict_types=1);

/* Where and with what something was measured. */

namespace HighPerApp\HighPer\Native\Benches;

use HighPerApp\HighPer\Native\Backend;

class Machine
{
    /** On these the figures of cryptography and of JSON depend most. */
    private const ABILITIES = ['aes', 'vaes', 'sha_ni', 'avx2', 'avx512f', 'avx512ifma', 'asimd', 'sha2'];

    /**
     * What the processor says it can, where the system tells.
     *
     * @return list<string>
     */
    public static function flags(): array
    {
        return preg_match('/^(?:flags|Features)\s*:\s*(.+)$/m', self::cpuinfo(), $found) === 1 ? explode(' ', trim($found[1])) : [];
    }

    /**
     * @return array{processor: string, abilities: list<string>, cores: int, memory: ?int, kernel: string, system: string} Memory in MiB.
     */
    public static function hardware(): array
    {
        $info = self::cpuinfo();
        $memory = preg_match('/^MemTotal:\s+(\d+)/m', is_readable('/proc/meminfo') ? (string) file_get_contents('/proc/meminfo') : '', $found) === 1 ? $found[1] : null;
        $release = is_readable('/etc/os-release') ? (string) file_get_contents('/etc/os-release') : '';

        return [
            'processor' => preg_match('/^model name\s*:\s*(.+)$/m', $info, $found) === 1 ? $found[1] : php_uname('m'),
            'abilities' => array_values(array_intersect(self::ABILITIES, self::flags())),
            'cores' => max(1, (int) preg_match_all('/^processor\s*:/m', $info)),
            'memory' => $memory === null ? null : intdiv((int) $memory, 1024),
            'kernel' => php_uname('s') . ' ' . php_uname('r') . ' ' . php_uname('m'),
            'system' => preg_match('/^PRETTY_NAME="?([^"\n]+)/m', $release, $found) === 1 ? $found[1] : PHP_OS_FAMILY,
        ];
    }

    /**
     * @return array{version: string, zts: bool, debug: bool, opcache: bool, jit: string|bool}
     */
    public static function php(): array
    {
        $status = function_exists('opcache_get_status') ? opcache_get_status(false) : false;

        return [
            'version' => PHP_VERSION,
            'zts' => PHP_ZTS === 1,
            'debug' => PHP_DEBUG === 1,
            'opcache' => $status !== false && $status['opcache_enabled'],
            'jit' => ($status['jit']['on'] ?? false) ? (string) ini_get('opcache.jit') : false,
        ];
    }

    /** How busy it is with other things, where the system tells. */
    public static function load(): ?float
    {
        return function_exists('sys_getloadavg') ? round((sys_getloadavg() ?: [0.0])[0], 2) : null;
    }

    /** The library, PHP and the processor, in one line. */
    public static function line(): string
    {
        $php = self::php();

        return sprintf(
            'highper %s (backend %s), PHP %s, JIT %s, %s',
            Backend::version(),
            Backend::current(),
            $php['version'],
            $php['jit'] === false ? 'off' : 'on',
            self::hardware()['processor'],
        );
    }

    private static function cpuinfo(): string
    {
        return is_readable('/proc/cpuinfo') ? (string) file_get_contents('/proc/cpuinfo') : '';
    }
}
