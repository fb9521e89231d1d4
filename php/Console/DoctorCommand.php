<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console;

use HighPerApp\HighPer\Native\Console\Doctor\Examination;
use HighPerApp\HighPer\Native\Console\Doctor\Fpm;
use HighPerApp\HighPer\Native\Console\Doctor\Level;
use HighPerApp\HighPer\Native\Console\Doctor\OtherPhp;
use HighPerApp\HighPer\Native\Console\Doctor\TextReport;

/**
 * `highper doctor`: which backend is at work, why not a better one, and what to do.
 *
 * @internal
 *
 * @phpstan-import-type Report from Examination
 */
class DoctorCommand implements Command
{
    /** The number of the JSON form: it grows when a field goes or changes its meaning, not when one is added. */
    private const FORMAT = 1;

    public function __construct(private readonly Package $package)
    {
    }

    public function summary(): string
    {
        return 'Says which backend is at work, why not a better one, and what to do';
    }

    public function help(): string
    {
        return <<<'TEXT'
            Usage: highper doctor [--json] [--strict] [--php PATH] [--fpm[=PATH]]

              --json       Print the same as JSON, for programs
              --strict     Exit with 1 if something could be better
              --php PATH   Ask another PHP than the one that runs this command
              --fpm        Ask PHP-FPM, too: the one of this PHP's version, else all that are found
              --fpm=PATH   Ask that PHP-FPM, too

            Exit codes: 0 it works; 1 something could be better (with --strict only); 2 something is broken; 64 wrong options.

            TEXT;
    }

    public function run(array $arguments): int
    {
        [$options, $php, $fpm] = self::options($arguments);
        $reports = $php === null
            ? [(new Examination($this->package))->ofThisPhp()]
            : (new OtherPhp($this->package))->reports($php);
        if ($fpm !== null) {
            array_push($reports, ...(new Fpm($this->package))->reports($fpm));
        }
        $verdict = Level::worst(array_map(static fn (array $report): Level => Level::from($report['verdict']), $reports));
        if (isset($options['--json'])) {
            $flags = JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE;
            echo json_encode(['doctor' => self::FORMAT, 'verdict' => $verdict->value, 'reports' => $reports], $flags), "\n";
        } else {
            echo (new TextReport())->print($reports, $verdict);
        }

        return match ($verdict) {
            Level::Broken => 2,
            Level::Better => isset($options['--strict']) ? 1 : 0,
            default => 0,
        };
    }

    /**
     * The switches that are set, the other PHP, and PHP-FPM: null not to be asked, '' for those that are found.
     *
     * @param list<string> $arguments
     *
     * @return array{array<string, true>, ?string, ?string}
     */
    private static function options(array $arguments): array
    {
        $options = [];
        $php = null;
        $fpm = null;
        while ($arguments !== []) {
            $argument = array_shift($arguments);
            [$name, $value] = [...explode('=', $argument, 2), null];
            if ($name === '--php') {
                $php = $value ?? array_shift($arguments);
                if ($php === null || $php === '') {
                    throw new UsageError('--php takes the path of a PHP');
                }
            } elseif ($name === '--fpm') {
                $fpm = $value ?? '';
            } elseif (\in_array($argument, ['--json', '--strict'], true)) {
                $options[$argument] = true;
            } else {
                throw new UsageError("doctor does not know '$argument'");
            }
        }

        return [$options, $php, $fpm];
    }
}
