<?php

declare(strict_types=1);

/* Options of the command line. What is not known is an error: a benchmark that takes minutes should not begin with a misspelt one. */

namespace HighPerApp\HighPer\Native\Benches;

class Options
{
    /**
     * @param list<string> $arguments
     * @param list<string> $known     Names; with "=" those that take a value. "*" lets all others through.
     *
     * @return array<string, string|true>
     *
     * @throws \InvalidArgumentException
     */
    public static function of(array $arguments, array $known): array
    {
        $options = [];
        while (($argument = array_shift($arguments)) !== null) {
            if (preg_match('/^--([a-z-]+)(?:=(.*))?$/s', $argument, $part) !== 1) {
                throw new \InvalidArgumentException("'$argument' is not an option");
            }
            $name = $part[1];
            if (in_array("$name=", $known, true)) {
                $options[$name] = $part[2] ?? array_shift($arguments) ?? throw new \InvalidArgumentException("--$name needs a value");
            } elseif (in_array($name, $known, true) || in_array('*', $known, true)) {
                $options[$name] = $part[2] ?? true;
            } else {
                throw new \InvalidArgumentException("there is no option --$name; there are --" . implode(', --', array_map(static fn (string $one): string => rtrim($one, '='), $known)));
            }
        }

        return $options;
    }
}
