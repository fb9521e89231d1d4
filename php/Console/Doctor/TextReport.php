<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * Reports for people.
 *
 * @internal
 *
 * @phpstan-import-type Report from Examination
 */
class TextReport
{
    /**
     * @param list<Report> $reports
     */
    public function print(array $reports, Level $verdict): string
    {
        $text = '';
        foreach ($reports as $report) {
            $text .= $this->report($report) . "\n";
        }

        // What is quoted from files, variables and messages is not to move the cursor or change a terminal.
        $text = (string) preg_replace('~(?:[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f])+~', '?', $text);

        return $text . match ($verdict) {
            Level::Broken => "Verdict: something is broken.\n",
            Level::Better => "Verdict: it works, and could be better.\n",
            default => "Verdict: all is well.\n",
        };
    }

    /**
     * @param Report $report
     */
    private function report(array $report): string
    {
        $php = $report['php'];
        $text = "PHP {$php['version']} ({$php['sapi']}, {$php['binary']})" . ", {$report['package']['name']} {$report['package']['version']}\n\n";
        $lines = ['backend' => $report['backend'] ?? 'none'];
        $lines['extension'] = $report['extension'] ?? 'not loaded';
        foreach ($report['components'] as $component) {
            $lines[$component['component']] = ($component['backend'] ?? 'none') . ($component['works'] ? '' : ", fails: {$component['message']}");
        }
        foreach ($lines as $name => $value) {
            $text .= \sprintf("  %-12s %s\n", $name, $value);
        }
        foreach ($report['findings'] as $index => $finding) {
            $text .= \sprintf("\n%d. %s: %s [%s]\n", $index + 1, ucfirst($finding['level']), $finding['found'], $finding['code']);
            $text .= "   why  {$finding['why']}\n";
            foreach ($finding['remedies'] as $number => $remedy) {
                $text .= ($number === 0 ? '   do   ' : '        ') . "$remedy\n";
            }
        }

        return $text;
    }
}
