<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console;

/**
 * Finds the command that is named and runs it.
 *
 * @internal
 */
class Application
{
    /** What exit(3) calls EX_USAGE in sysexits.h: told apart from what a command found. */
    private const USAGE = 64;

    /**
     * @param list<string> $argv     As PHP has it, the script first.
     * @param string|null  $autoload Composer's autoloader, where Composer called.
     *
     * @return int The exit code.
     */
    public function run(array $argv, ?string $autoload = null): int
    {
        $package = new Package($argv[0] ?? 'highper', $autoload);
        $commands = $this->commands($package);
        $name = $argv[1] ?? 'help';
        $arguments = \array_slice($argv, 2);
        // As people are used to from other commands.
        $name = ['--help' => 'help', '-h' => 'help', '--version' => 'version', '-V' => 'version'][$name] ?? $name;
        try {
            if ($name === 'help' || array_intersect(['--help', '-h'], $arguments) !== []) {
                echo self::help($commands, $name === 'help' ? $arguments[0] ?? null : $name);

                return 0;
            }
            $command = $commands[$name] ?? throw new UsageError("There is no command '$name'");

            return $command->run($arguments);
        } catch (UsageError $error) {
            fwrite(STDERR, "{$error->getMessage()}; see: highper help\n");

            return self::USAGE;
        }
    }

    /**
     * The commands by their names.
     *
     * @return array<string, Command>
     */
    protected function commands(Package $package): array
    {
        return ['doctor' => new DoctorCommand($package), 'version' => new VersionCommand($package)];
    }

    /**
     * @param array<string, Command> $commands
     *
     * @throws UsageError if there is no such command
     */
    private static function help(array $commands, ?string $name): string
    {
        if ($name !== null && $name !== 'help') {
            return ($commands[$name] ?? throw new UsageError("There is no command '$name'"))->help();
        }
        $help = "Usage: highper COMMAND [OPTIONS]\n\n";
        foreach ($commands as $command => $object) {
            $help .= \sprintf("  %-9s %s\n", $command, $object->summary());
        }

        return $help . \sprintf("  %-9s %s\n", 'help', 'This list; help COMMAND says more of one');
    }
}
