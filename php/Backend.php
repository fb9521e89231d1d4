<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

use HighPerApp\HighPer\Native\Exception\BackendException;

/**
 * Says which backend is in use: the extension, its library through FFI, or PHP alone.
 *
 * The extension registers this class itself. If this file is loaded, the extension is absent or was told by HIGHPER_BACKEND to
 * stand back.
 */
class Backend
{
    /** The version of this package. */
    private const VERSION = '0.1.0';

    private static ?string $current = null;

    /**
     * The name of the backend: `extension`, `ffi` or `php`.
     *
     * @throws BackendException if HIGHPER_BACKEND names one that cannot be had, or the extension is older than this package
     */
    public static function current(): string
    {
        return self::$current ??= self::resolve();
    }

    /**
     * The version of this package.
     */
    public static function version(): string
    {
        return self::VERSION;
    }

    /**
     * @throws BackendException
     */
    private static function resolve(): string
    {
        $wanted = getenv('HIGHPER_BACKEND');
        $wanted = $wanted === false || $wanted === '' ? null : $wanted;
        if (!\in_array($wanted, [null, 'extension', 'ffi', 'php'], true)) {
            throw new BackendException("HIGHPER_BACKEND is '$wanted'; known are 'extension', 'ffi' and 'php'");
        }
        if ($wanted === 'php') {
            return 'php';
        }
        if ($wanted !== 'ffi') {
            self::refuseOldExtension();
        }
        if ($wanted === 'extension') {
            throw new BackendException(
                "HIGHPER_BACKEND is 'extension', but the extension 'highper' is not loaded; "
                . "put extension=highper.so into php.ini, or run php -d extension=/path/to/highper.so",
            );
        }
        $obstacle = Ffi\Library::obstacle();
        if ($obstacle === null) {
            return 'ffi';
        }
        if ($wanted === 'ffi') {
            throw new BackendException("HIGHPER_BACKEND is 'ffi', but $obstacle");
        }

        return 'php';
    }

    /**
     * A loaded extension provides every public class. If PHP came here to look for one, it does not have it.
     *
     * @throws BackendException
     */
    private static function refuseOldExtension(): void
    {
        $loaded = phpversion('highper');
        if ($loaded !== false) {
            throw new BackendException(
                "The extension 'highper' $loaded is older than highperapp/highper-native " . self::VERSION
                . ", which needs classes that it does not have; install the extension's version " . self::VERSION
                . ", or set HIGHPER_BACKEND=php before PHP starts",
            );
        }
    }
}
