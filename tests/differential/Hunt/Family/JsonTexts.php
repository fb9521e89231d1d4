<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Exception\JsonException;
use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\JsonDecoder;
use HighPerApp\HighPer\Native\Tests\Differential\Documents;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Taken;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Texts, most of them damaged and some of them any bytes, through Json and ext/json: values, exceptions, error states, and the places of errors.
 */
class JsonTexts implements Family
{
    private const FLAGS = [JSON_OBJECT_AS_ARRAY, JSON_BIGINT_AS_STRING, JSON_INVALID_UTF8_IGNORE, JSON_INVALID_UTF8_SUBSTITUTE, JSON_THROW_ON_ERROR];

    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        $documents = new Documents($values);
        $text = match (true) {
            $values->chance(5) => $values->bytes(),
            // Of JSON's own characters more are in the right places.
            $values->chance(10) => $values->random->getBytesFromString("{}[]:,\"\\/ \n0123456789.eE+-truefalsn\x00\x7f\xc3\xa9\xe2\x82\xac\xf0", $values->random->getInt(1, 40)),
            default => $documents->json(),
        };

        return [
            'text' => $text,
            'associative' => $values->pick([null, true, false]),
            'depth' => $values->chance(75) ? 512 : $values->random->getInt(-1, 6),
            'flags' => $values->chance(90) ? $values->flags(self::FLAGS) : $values->random->getInt(0, 1 << 24),
            'pointer' => $documents->pointer(json_decode($text)),
            'behind' => $values->pick(["\n", "\r\n", "\n\n", "\n \t\r\n"]) . $documents->json(),
            'piece' => $values->random->getInt(1, 20),
        ];
    }

    public function artifacts(array $case): array
    {
        return [];
    }

    public function answers(array $case, array $artifacts): array
    {
        ['text' => $text, 'associative' => $associative, 'depth' => $depth, 'flags' => $flags, 'pointer' => $pointer] = $case;
        $checked = $flags & JSON_INVALID_UTF8_IGNORE;
        $answers = Seen::compared('decoding', static fn (): mixed => Json::decode($text, $associative, $depth, $flags), static fn (): mixed => json_decode($text, $associative, $depth, $flags))
            + Seen::compared('validating', static fn (): mixed => Json::validate($text, $depth, $checked), static fn (): mixed => json_validate($text, $depth, $checked));
        $answers['place of the error'] = Seen::of(static fn (): mixed => Json::decode($text, $associative, $depth, $flags | JSON_THROW_ON_ERROR));
        $answers['the place is in the text'] = self::place($text, $associative, $depth, $flags);
        $answers['decoder'] = Seen::of(static fn (): mixed => (new JsonDecoder($associative, $depth, $flags))->decode($text));
        $answers['pointer'] = Seen::of(static fn (): mixed => Json::get($text, $pointer, $associative, $depth, $flags));
        $answers['has'] = Seen::of(static fn (): mixed => Json::has($text, $pointer, $depth, $flags));
        $lines = $text . $case['behind'];
        $answers['lines'] = Seen::of(static fn (): array => Taken::ofLines(Json::lines(str_split($lines, max(1, $case['piece'])), $associative, $depth, $flags)));
        $answers['lines of a text'] = Seen::of(static fn (): array => Taken::ofLines(Json::lines($lines, $associative, $depth, $flags)));

        return $answers;
    }

    public function snippet(array $case): string
    {
        $call = '(' . Code::of($case['text']) . ', ' . Code::of($case['associative']) . ", $case[depth], $case[flags])";
        $lines = Code::of($case['text'] . $case['behind']);
        $pointer = Code::of($case['pointer']);

        return <<<PHP
            foreach (['Json::decode' => fn () => Json::decode$call, 'json_decode' => fn () => \\json_decode$call,
                'place' => fn () => Json::decode(flags: $case[flags] | JSON_THROW_ON_ERROR, json: {$this->text($case)}, depth: $case[depth]),
                'pointer' => fn () => Json::get({$this->text($case)}, $pointer, {$this->associative($case)}, $case[depth], $case[flags]),
                'lines' => fn () => iterator_to_array(Json::lines(str_split($lines, $case[piece]), {$this->associative($case)}, $case[depth], $case[flags]))] as \$what => \$call) {
                try { var_dump(\$what, \$call(), json_last_error_msg()); } catch (\\Throwable \$e) { var_dump(\$e->getMessage(), \$e instanceof Exception\\JsonException ? \$e->getOffset() : null); }
            }
            PHP;
    }

    /** @param array<string, mixed> $case */
    private function text(array $case): string
    {
        return Code::of($case['text']);
    }

    /** @param array<string, mixed> $case */
    private function associative(array $case): string
    {
        return Code::of($case['associative']);
    }

    /**
     * The place of an error is no farther than the text, and what stands before it is no fault by itself: cut off there, the text is incomplete, or an error
     * is found at its very end, or there was a whole document and something behind it.
     */
    private static function place(string $text, ?bool $associative, int $depth, int $flags): string
    {
        try {
            Json::decode($text, $associative, $depth, $flags | JSON_THROW_ON_ERROR);
        } catch (JsonException $exception) {
            $offset = $exception->getOffset();
            if ($offset < 0 || $offset > \strlen($text)) {
                return self::WRONG . "$offset of " . \strlen($text);
            }
            if ($exception->getCode() === JSON_ERROR_DEPTH || $exception->getCode() === JSON_ERROR_INVALID_PROPERTY_NAME) {
                return 'known later than where it is';
            }
            try {
                Json::decode(substr($text, 0, $offset), $associative, $depth, $flags | JSON_THROW_ON_ERROR);
            } catch (JsonException $before) {
                return $before->getOffset() === $offset || $offset === 0 || \in_array($before->getCode(), [JSON_ERROR_INVALID_PROPERTY_NAME, JSON_ERROR_CTRL_CHAR], true) ? 'fits' : self::WRONG . "$offset, and {$before->getOffset()} when it is cut off there";
            }
        } catch (\ValueError) {
        }

        return 'fits';
    }
}
