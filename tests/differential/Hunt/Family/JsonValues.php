<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Json;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Values through Json::encode() and json_encode(), and their texts back. In a process with highper.json_override, json_encode() is ours: what it gives there is
 * compared with what ext/json gave in the others.
 */
class JsonValues implements Family
{
    private const FLAGS = [
        JSON_HEX_TAG, JSON_HEX_AMP, JSON_HEX_APOS, JSON_HEX_QUOT, JSON_FORCE_OBJECT, JSON_NUMERIC_CHECK, JSON_UNESCAPED_SLASHES, JSON_PRETTY_PRINT, JSON_UNESCAPED_UNICODE,
        JSON_PARTIAL_OUTPUT_ON_ERROR, JSON_PRESERVE_ZERO_FRACTION, JSON_UNESCAPED_LINE_TERMINATORS, JSON_INVALID_UTF8_IGNORE, JSON_INVALID_UTF8_SUBSTITUTE, JSON_THROW_ON_ERROR,
    ];

    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        return [
            'value' => $values->value(),
            // Bits that mean nothing are ignored, those of decoding among them.
            'flags' => $values->chance(90) ? $values->flags(self::FLAGS) : $values->random->getInt(0, 1 << 24),
            'depth' => $values->chance(75) ? 512 : $values->random->getInt(-1, 5),
            'precision' => $values->pick([-1, -1, 17, 14, 5, 0]),
        ];
    }

    public function artifacts(array $case): array
    {
        return [];
    }

    public function answers(array $case, array $artifacts): array
    {
        ['value' => $value, 'flags' => $flags, 'depth' => $depth, 'precision' => $precision] = $case;
        ini_set('serialize_precision', (string) $precision);
        $answers = Seen::compared('encoding', static fn (): mixed => Json::encode($value, $flags, $depth), static fn (): mixed => json_encode($value, $flags, $depth));
        $text = Json::encode($value, $flags & ~JSON_THROW_ON_ERROR, max(1, $depth));
        if (\is_string($text)) {
            $stream = fopen('php://memory', 'w+b') ?: throw new \RuntimeException('no stream');
            try {
                $count = Json::encodeTo($stream, $value, $flags & ~JSON_PARTIAL_OUTPUT_ON_ERROR, max(1, $depth));
                $written = (string) stream_get_contents($stream, null, 0);
                $answers['to a stream'] = $count === \strlen($written) && $written === $text ? 'the same' : self::WRONG . "$count bytes: $written";
            } catch (\JsonException $exception) {
                $answers['to a stream'] = ($flags & JSON_PARTIAL_OUTPUT_ON_ERROR) !== 0 ? 'refused' : self::WRONG . $exception->getMessage();
            }
            foreach ([true, false] as $associative) {
                $back = static fn (string $function): \Closure => static fn (): mixed => $function($text, $associative, 512, $flags & (JSON_BIGINT_AS_STRING | JSON_OBJECT_AS_ARRAY));
                $answers += Seen::compared('back, ' . ($associative ? 'arrays' : 'objects'), $back(Json::class . '::decode'), $back('json_decode'));
            }
        }

        return $answers;
    }

    public function snippet(array $case): string
    {
        $call = '(' . Code::of($case['value']) . ", $case[flags], $case[depth])";

        return "ini_set('serialize_precision', '$case[precision]');\nvar_dump(Json::encode$call, json_last_error_msg());\nvar_dump(\\json_encode$call, json_last_error_msg());\n";
    }
}
