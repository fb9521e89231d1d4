<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

use HighPerApp\HighPer\Native\Console\Package;
use HighPerApp\HighPer\Native\Console\UsageError;

/**
 * Asks another PHP, which runs this command itself.
 *
 * @internal
 *
 * @phpstan-import-type Report from Examination
 */
class OtherPhp
{
    public function __construct(private readonly Package $package)
    {
    }

    /**
     * @return list<Report>
     *
     * @throws UsageError if it is no PHP
     */
    public function reports(string $path): array
    {
        $binary = Process::find($path) ?? throw new UsageError("There is no PHP $path that can be run");
        $version = Process::run([$binary, '-v'])['output'] ?? '';
        if (preg_match('~^PHP (\d\S*) \(([\w-]+)\)~m', $version, $found) !== 1) {
            throw new UsageError("$binary is no PHP");
        }
        if ($found[2] === 'fpm-fcgi') {
            return (new Fpm($this->package))->reports($binary);
        }
        if ($found[2] !== 'cli') {
            throw new UsageError("$binary is PHP for '$found[2]', which cannot run commands: name its command line, or a php-fpm");
        }
        // What it has to say of itself comes first, as JSON; warnings of its start stay out of it.
        $answer = Process::run([$binary, '-d', 'display_errors=stderr', '-d', 'display_startup_errors=0', $this->package->script, 'doctor', '--json']);
        $report = json_decode((string) strstr($answer['output'] ?? '', '{'), true);
        if (!\is_array($report) || !\is_array($report['reports'] ?? null)) {
            throw new UsageError("$binary does not run this command: " . trim($answer['errors'] ?? 'it does not end'));
        }

        // One that is too old for this command tells less.
        $facts = new Facts($binary, $found[2], $found[1], '', '', null, null, [], [], [], [], '');
        $blank = (new Examination($this->package))->of($facts, []);
        /** @var list<Report> $reports as this command writes them */
        $reports = $report['reports'];

        return array_map(static fn (array $report): array => $report + $blank, $reports);
    }
}
