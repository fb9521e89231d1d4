<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

use HighPerApp\HighPer\Native\Ffi\Library;

/**
 * Why the library is not used through FFI, where the extension is not at work.
 *
 * @internal
 */
class FfiFindings
{
    private const WHY = 'FFI is the second-best backend: it does some work of the extension where that cannot be loaded (docs/ffi.md).';

    /** What the library's obstacles begin with, or have in them, and their codes. */
    private const OBSTACLES = [
        'ffi-disabled' => '~^ffi\.enable=~',
        'ffi-library-missing' => '~^the library was not found~',
        'ffi-header-missing' => '~^the header of .* was not found~',
        'ffi-abi' => '~has ABI version|is of ABI version~',
        'ffi-header-unreadable' => '~^the header .* cannot be read~',
        'ffi-library-unusable' => '~cannot be opened~',
    ];

    public function __construct(private readonly Facts $facts)
    {
    }

    /**
     * @param string|null $backend The one at work.
     * @param string      $version The package's.
     *
     * @return list<Finding>
     */
    public function ofThisPhp(?string $backend, string $version): array
    {
        if ($backend === 'ffi') {
            return $this->version($version);
        }
        if ($backend === 'extension' || $this->facts->variable('HIGHPER_BACKEND') === 'php') {
            return [];
        }
        if (!$this->facts->has('ffi')) {
            return [$this->missing()];
        }
        try {
            $obstacle = Library::obstacle();
        } catch (\Throwable $thrown) {
            $obstacle = $thrown->getMessage();
        }
        if ($obstacle === null) {
            return [];
        }
        $code = Code::FfiUnusable;
        foreach (self::OBSTACLES as $name => $pattern) {
            if (preg_match($pattern, $obstacle) === 1) {
                $code = Code::from($name);
                break;
            }
        }

        return [$this->finding($code, ucfirst($obstacle) . '.')];
    }

    /**
     * Of a PHP that is not this one: what its settings tell.
     *
     * @return list<Finding>
     */
    public function ofSettings(?string $backend): array
    {
        if ($backend !== 'php' || $this->facts->variable('HIGHPER_BACKEND') === 'php') {
            return [];
        }
        if (!$this->facts->has('ffi')) {
            return [$this->missing()];
        }

        return $this->facts->isOn('ffi.enable') ? [] : [$this->finding(Code::FfiDisabled, 'ffi.enable is ' . ($this->facts->setting('ffi.enable') ?: '0')
            . ': requests may not use FFI, unless the package was preloaded.')];
    }

    /**
     * Whether a PHP that is not this one would use FFI, as far as its settings tell.
     */
    public function isPossible(): bool
    {
        if (!$this->facts->has('ffi') || !$this->facts->isOn('ffi.enable')) {
            return false;
        }
        try {
            // The library is the same for all PHPs of this machine.
            return Library::obstacle() === null;
        } catch (\Throwable) {
            return false;
        }
    }

    /**
     * The library has the package's ABI, or it would not be at work; its version may be another one.
     *
     * @return list<Finding>
     */
    private function version(string $package): array
    {
        /** @var string|null $library as the header declares it */
        $library = Library::functions()?->highper_version();

        return $library === null || $library === $package ? [] : [new Finding(
            Code::FfiVersion,
            Level::Better,
            "The library is version $library, and the package is version $package.",
            'They understand each other, but what was mended in one may not be mended in the other.',
            ['install highper.so and highper.h of version ' . $package],
        )];
    }

    private function missing(): Finding
    {
        return $this->finding(Code::FfiMissing, "PHP's extension 'ffi' is not loaded.");
    }

    private function finding(Code $code, string $found): Finding
    {
        $remedy = new Remedy($this->facts);
        $remedies = match ($code) {
            Code::FfiMissing => $remedy->install('ffi'),
            Code::FfiDisabled => $remedy->set('ffi.enable=1'),
            Code::FfiLibraryMissing => ['export HIGHPER_LIBRARY=/path/to/highper.so'],
            Code::FfiAbi, Code::FfiHeaderMissing, Code::FfiHeaderUnreadable => ['put highper.so and highper.h of the same release into one folder, and export HIGHPER_LIBRARY=/that/folder/highper.so'],
            default => [],
        };
        // Where HIGHPER_BACKEND asks for FFI the refusal is a finding of its own, and worse.
        return new Finding($code, Level::Note, $found, self::WHY, $remedies);
    }
}
