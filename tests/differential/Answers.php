<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Exception\MessagePackException;

/**
 * Writes a line for each question: what was asked and what came of it, values and exceptions with all that can be seen of them.
 */
class Answers
{
    /** What begins the answer to a question that was not answered as it has to be. */
    public const WRONG = 'WRONG ';

    /**
     * Writes what a call gives.
     *
     * @return mixed The value; null if it threw.
     */
    public function give(string $question, callable $call): mixed
    {
        [$value, $seen] = self::outcome($call);
        $this->write($question, $seen);

        return $value;
    }

    /**
     * Writes what a call gives, or how that differs from what one of PHP's functions does: in its value, in the error state, or in the code or
     * message of its exception. Classes of exceptions differ rightly.
     *
     * @return mixed The value; null if it threw.
     */
    public function asPhp(string $question, callable $call, callable $php): mixed
    {
        [$value, $seen] = self::outcomeAndState($call);
        $expected = self::outcomeAndState($php)[1];
        $this->write($question, $seen === $expected ? $seen : self::WRONG . "$seen, PHP: $expected");

        return $value;
    }

    public function hold(string $question, bool $true): void
    {
        $this->write($question, $true ? 'so it is' : self::WRONG);
    }

    /**
     * @return array{mixed, string}
     */
    private static function outcomeAndState(callable $call): array
    {
        // A state to be left alone or replaced.
        json_decode('"');
        [$value, $seen] = self::outcome($call, false);

        return [$value, $seen . ' state ' . json_last_error() . ' ' . json_last_error_msg()];
    }

    /**
     * @return array{mixed, string} The value, and all that can be seen as text.
     */
    private static function outcome(callable $call, bool $isOurs = true): array
    {
        try {
            $value = $call();
        } catch (\Throwable $exception) {
            // A ValueError of ours names another function than PHP's own.
            $message = $isOurs ? $exception->getMessage() : preg_replace('~^[\w\\\\:]+\(\): ~', '', $exception->getMessage());
            $seen = [$exception->getCode(), $message];
            if ($isOurs) {
                $seen[] = $exception::class;
                if ($exception instanceof JsonException) {
                    array_push($seen, $exception->getOffset(), $exception->getLineNumber(), $exception->getColumn());
                } elseif ($exception instanceof MessagePackException) {
                    $seen[] = $exception->getOffset();
                }
            }

            return [null, 'throws ' . serialize($seen)];
        }

        return [$value, serialize($value)];
    }

    private function write(string $question, string $answer): void
    {
        echo self::line($question, 1500), "\t", self::line($answer, 1000), "\n";
    }

    /** A long text is told from another by its hash; its beginning is for the reader. */
    private static function line(string $text, int $length): string
    {
        $end = \strlen($text) > $length ? ' … ' . hash('xxh128', $text) : '';

        return addcslashes(substr($text, 0, $length), "\0..\37\177..\377") . $end;
    }
}
