<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

use HighPerApp\HighPer\Native\Backend;
use HighPerApp\HighPer\Native\Console\Package;

/**
 * All that is found out about one PHP, in the order in which a user would mend it.
 *
 * @internal
 *
 * @phpstan-type Component array{component: string, class: string, backend: ?string, works: bool, message: ?string}
 * @phpstan-type FindingArray array{code: string, level: string, found: string, why: string, remedies: list<string>}
 * @phpstan-type Report array{
 *     package: array{name: string, version: string, folder: string},
 *     php: array{version: string, sapi: string, binary: string, build: string, extensions: string, ini: array{file: ?string, folder: ?string, files: list<string>}},
 *     backend: ?string,
 *     extension: ?string,
 *     components: list<Component>,
 *     findings: list<FindingArray>,
 *     verdict: string,
 * }
 */
class Examination
{
    public function __construct(private readonly Package $package)
    {
    }

    /**
     * @return Report
     */
    public function ofThisPhp(): array
    {
        $fault = $this->package->load();
        $facts = ThisPhp::facts();
        $findings = [];
        if ($fault !== null) {
            $findings[] = new Finding(
                Code::Autoloader,
                Level::Broken,
                "The application's autoloader cannot be loaded: $fault",
                'Nothing of the application runs; what follows was found without it.',
                ['composer install'],
            );
        }
        $backend = null;
        $refusal = null;
        try {
            $backend = Backend::current();
        } catch (\Throwable $thrown) {
            $refusal = $thrown->getMessage();
        }
        $components = (new Trial())->components();
        array_push(
            $findings,
            ...(new BackendFindings($facts, $this->package))->all($backend, $refusal),
            ...(new ExtensionFindings($facts, $this->package))->all(),
            ...(new FfiFindings($facts))->ofThisPhp($backend, $this->package->version()),
            ...(new FallbackFindings($facts))->all($backend),
            ...Trial::findings($components, $refusal),
            ...(new SettingFindings($facts))->all($backend),
        );

        return $this->report($facts, $backend, $components, $findings);
    }

    /**
     * A PHP that told what it would load, but in which nothing was run.
     *
     * @param list<Finding> $further
     *
     * @return Report
     */
    public function of(Facts $facts, array $further): array
    {
        $ffi = new FfiFindings($facts);
        $wanted = $facts->variable('HIGHPER_BACKEND');
        $backend = match (true) {
            $facts->extension() !== null && \in_array($wanted, [null, 'extension'], true) => 'extension',
            $wanted !== 'php' && $ffi->isPossible() => 'ffi',
            default => 'php',
        };
        $findings = [
            ...$further,
            ...(new BackendFindings($facts, $this->package))->all($backend, null),
            ...(new ExtensionFindings($facts, $this->package))->all(),
            ...$ffi->ofSettings($backend),
            ...(new FallbackFindings($facts))->all($backend),
            ...(new SettingFindings($facts))->all($backend),
        ];

        return $this->report($facts, $backend, [], $findings);
    }

    /**
     * @param list<Component> $components
     * @param list<Finding>   $findings
     *
     * @return Report
     */
    private function report(Facts $facts, ?string $backend, array $components, array $findings): array
    {
        return [
            'package' => ['name' => Package::NAME, 'version' => $this->package->version(), 'folder' => $this->package->folder()],
            'php' => [
                'version' => $facts->version,
                'sapi' => $facts->sapi,
                'binary' => $facts->binary,
                'build' => $facts->build,
                'extensions' => $facts->extensionFolder,
                'ini' => ['file' => $facts->iniFile, 'folder' => $facts->iniFolder, 'files' => $facts->iniFiles],
            ],
            'backend' => $backend,
            'extension' => $facts->extension(),
            'components' => $components,
            'findings' => array_map(static fn (Finding $finding): array => $finding->toArray(), $findings),
            'verdict' => Level::worst(array_map(static fn (Finding $finding): Level => $finding->level, $findings))->value,
        ];
    }
}
