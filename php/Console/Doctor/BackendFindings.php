<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

use HighPerApp\HighPer\Native\Console\Package;

/**
 * Whether the choice of a backend was taken out of PHP's hands, and whether classes and library are of one version.
 *
 * @internal
 */
class BackendFindings
{
    public function __construct(private readonly Facts $facts, private readonly Package $package)
    {
    }

    /**
     * @param string|null $backend The one at work; null if there is none.
     * @param string|null $refusal Why there is none.
     *
     * @return list<Finding>
     */
    public function all(?string $backend, ?string $refusal): array
    {
        $wanted = $this->facts->variable('HIGHPER_BACKEND');
        $findings = [];
        if ($wanted !== null && !\in_array($wanted, ['extension', 'ffi', 'php'], true)) {
            $findings[] = new Finding(
                Code::BackendUnknown,
                Level::Broken,
                "HIGHPER_BACKEND is '$wanted'; known are extension, ffi and php.",
                'Every class of the package throws a BackendException.',
                ['unset HIGHPER_BACKEND'],
            );
        } elseif ($wanted !== null && $refusal !== null && ($wanted !== 'extension' || $this->facts->extension() === null)) {
            $findings[] = new Finding(
                Code::BackendRefused,
                Level::Broken,
                "$refusal.",
                'HIGHPER_BACKEND names one backend and forbids the others; this one cannot be had.',
                ['unset HIGHPER_BACKEND'],
            );
        } elseif ($wanted !== null && $wanted !== 'extension') {
            $findings[] = new Finding(
                Code::BackendForced,
                Level::Better,
                "HIGHPER_BACKEND is '$wanted': this backend is used, whatever else could be had.",
                'The extension is the fastest; without the variable the best that can be had is used.',
                ['unset HIGHPER_BACKEND' . ($this->facts->isCommandLine() ? '' : ' where PHP-FPM is started, and in env[] of its pools'), ...$this->facts->isCommandLine() ? [] : (new Remedy($this->facts))->restart()],
            );
        }
        array_push($findings, ...$this->versions($backend, $refusal, $findings !== []));

        return $findings;
    }

    /**
     * @return list<Finding>
     */
    private function versions(?string $backend, ?string $refusal, bool $isExplained): array
    {
        $package = $this->package->version();
        $extension = $this->facts->extension();
        if ($extension === null) {
            return $refusal === null || $isExplained ? [] : [new Finding(Code::BackendRefused, Level::Broken, "$refusal.", 'No class of the package can be used.')];
        }
        if (version_compare($extension, $package, '<')) {
            return [new Finding(
                Code::ExtensionOlder,
                Level::Broken,
                "The extension is version $extension, and the package is version $package.",
                'An older extension lacks classes of the package, which then throw a BackendException.',
                [...(new Remedy($this->facts))->installExtension($this->package->folder(), $package), 'until then: HIGHPER_BACKEND=php'],
            )];
        }
        if ($extension !== $package) {
            return [new Finding(
                Code::ExtensionNewer,
                Level::Better,
                "The extension is version $extension, and the package is version $package.",
                'Composer, editors and analysers see the older interfaces; the extension serves the newer ones.',
                ['composer update ' . Package::NAME],
            )];
        }

        return $backend !== null || $isExplained ? [] : [new Finding(Code::BackendRefused, Level::Broken, "$refusal.", 'No class of the package can be used.')];
    }
}
