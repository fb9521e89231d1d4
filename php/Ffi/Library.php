<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

/**
 * Finds the native library and its header, and opens them through FFI.
 *
 * @internal
 */
class Library
{
    /** The ABI this package is written for: highper_abi_version() of the library has to say the same. */
    public const ABI_VERSION = 3;

    /** The one function that is called before the rest of the header is trusted. */
    private const VERSION_FUNCTION = 'uint32_t highper_abi_version(void);';

    private static ?self $instance = null;

    private function __construct(private readonly ?\FFI $ffi, private readonly ?string $obstacle)
    {
    }

    /**
     * What keeps the library from being used, as half a sentence; null if nothing does.
     */
    public static function obstacle(): ?string
    {
        self::$instance ??= self::open();

        return self::$instance->obstacle;
    }

    /**
     * The functions of the library; null where there is an obstacle.
     */
    public static function functions(): ?\FFI
    {
        self::$instance ??= self::open();

        return self::$instance->ffi;
    }

    private static function open(): self
    {
        if (!\extension_loaded('ffi')) {
            return new self(null, "PHP's extension 'ffi' is not loaded; put extension=ffi into php.ini");
        }
        if (self::isRefused()) {
            return new self(null, 'ffi.enable=' . strtolower((string) \ini_get('ffi.enable')) . ' refuses it here; set ffi.enable=1 in php.ini');
        }
        $candidates = self::candidates();
        $found = array_values(array_filter($candidates, is_file(...)));
        if ($found === []) {
            return new self(null, 'the library was not found; looked for ' . implode(', ', $candidates) . '; set HIGHPER_LIBRARY to its path');
        }
        $headers = self::headers($found[0]);
        $header = array_values(array_filter($headers, is_readable(...)))[0] ?? null;
        if ($header === null) {
            return new self(null, "the header of $found[0] was not found; looked for " . implode(', ', $headers));
        }

        return self::load($found[0], $header);
    }

    /**
     * Asked of FFI itself: ffi.enable=preload, the default, allows it on the command line and to files that were preloaded.
     */
    private static function isRefused(): bool
    {
        try {
            \FFI::cdef();

            return false;
        } catch (\FFI\Exception) {
            return true;
        }
    }

    private static function load(string $library, string $header): self
    {
        $text = (string) file_get_contents($header);
        try {
            /** @var int $version as it was declared */
            $version = \FFI::cdef(self::VERSION_FUNCTION, $library)->highper_abi_version();
            if ($version !== self::ABI_VERSION) {
                return new self(null, "the library $library has ABI version $version, and this package needs " . self::ABI_VERSION
                    . '; install the library of the same release');
            }
            $described = preg_match('~^\h*#\h*define\h+HIGHPER_ABI_VERSION\h+(\d+)~m', $text, $found) === 1 ? $found[1] : 'unknown';
            if ($described !== (string) self::ABI_VERSION) {
                return new self(null, "the header $header is of ABI version $described, and this package needs " . self::ABI_VERSION
                    . '; install the header of the same release');
            }

            return new self(\FFI::cdef(self::declarations($text), $library), null);
        } catch (\FFI\ParserException $exception) {
            return new self(null, "the header $header cannot be read: {$exception->getMessage()}");
        } catch (\FFI\Exception $exception) {
            return new self(null, "the library $library cannot be opened: {$exception->getMessage()}");
        }
    }

    /**
     * A header without what FFI's parser does not know: preprocessor lines and the linkage block for C++.
     */
    private static function declarations(string $header): string
    {
        $header = (string) preg_replace('~^\h*#ifdef __cplusplus.*?^\h*#endif.*?$~ms', '', $header);

        return (string) preg_replace('~^\h*#.*$~m', '', $header);
    }

    /**
     * Where the library may be, in the order in which it is looked for.
     *
     * @return list<string>
     */
    private static function candidates(): array
    {
        $named = getenv('HIGHPER_LIBRARY');
        if ($named !== false && $named !== '') {
            return [$named];
        }
        $package = \dirname(__DIR__, 2);
        $names = match (PHP_OS_FAMILY) {
            'Windows' => ['highper.dll'],
            'Darwin' => ['highper.so', 'highper.dylib', 'libhighper.dylib'],
            default => ['highper.so', 'libhighper.so'],
        };
        $candidates = [];
        // The package's own, what a checkout has built (the extension, or the library without PHP in it), the installed extension.
        $folders = ['lib', 'build', 'target/release', 'target/abi/release'];
        $folders = [...array_map(static fn (string $folder): string => "$package/$folder", $folders), (string) \ini_get('extension_dir')];
        foreach ($folders as $folder) {
            foreach ($names as $name) {
                $candidates[] = "$folder/$name";
            }
        }

        return $candidates;
    }

    /**
     * Where the header of a library may be.
     *
     * @return list<string>
     */
    private static function headers(string $library): array
    {
        $folder = \dirname($library);

        return array_values(array_unique(
            ["$folder/highper.h", \dirname($folder) . '/include/highper.h', \dirname(__DIR__, 2) . '/include/highper.h'],
        ));
    }
}
