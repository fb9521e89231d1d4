<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;

use HighPerApp\HighPer\Native\Serializer;
use HighPerApp\HighPer\Native\Tests\Differential\Documents;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Code;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Family;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Made;
use HighPerApp\HighPer\Native\Tests\Differential\Hunt\Seen;
use HighPerApp\HighPer\Native\Tests\Differential\Values;

/**
 * Accept headers, reading by a media type, and turning one format into the other.
 */
class Media implements Family
{
    public function missing(): ?string
    {
        return null;
    }

    public function make(Values $values): array
    {
        $documents = new Documents($values);
        return [
            'accept' => $documents->accept(),
            'type' => $values->chance(50) ? null : $documents->accept(),
            'text' => $documents->json(),
            'message' => $documents->message(Made::message($values)),
            'depth' => $values->chance(80) ? 512 : $values->random->getInt(1, 5),
        ];
    }

    public function artifacts(array $case): array
    {
        return [];
    }

    public function answers(array $case, array $artifacts): array
    {
        $serializer = new Serializer(depth: $case['depth']);
        $answers = [
            'negotiating' => Seen::of(static fn (): string => $serializer->negotiate($case['accept'])),
            'answering' => Seen::of(static function () use ($serializer, $case): array {
                $payload = $serializer->respond([1, 'a', ['b' => 1.5]], $case['accept']);

                return [$payload->headers(), $payload->body];
            }),
            'reading a text' => Seen::of(static fn (): mixed => $serializer->deserialize($case['text'], $case['type'])),
            'reading a message' => Seen::of(static fn (): mixed => $serializer->deserialize($case['message'], $case['type'])),
            'to MessagePack' => Seen::of(static fn (): string => $serializer->transcode($case['text'], 'application/json', 'application/msgpack')),
            'to JSON' => Seen::of(static fn (): string => $serializer->transcode($case['message'], 'application/msgpack', 'application/json')),
            'checking a text' => Seen::of(static fn (): string => $serializer->transcode($case['text'], 'application/json', 'application/json')),
            'checking a message' => Seen::of(static fn (): string => $serializer->transcode($case['message'], 'application/msgpack', 'application/msgpack')),
        ];

        return $answers + ['statistics' => Seen::of(static fn (): array => $serializer->statistics())];
    }

    public function snippet(array $case): string
    {
        $code = array_map(Code::of(...), $case);

        return <<<PHP
            \$serializer = new Serializer(depth: $case[depth]);
            foreach (['negotiate' => fn () => \$serializer->negotiate($code[accept]), 'text' => fn () => \$serializer->deserialize($code[text], $code[type]),
                'message' => fn () => \$serializer->deserialize($code[message], $code[type]),
                'to MessagePack' => fn () => bin2hex(\$serializer->transcode($code[text], 'application/json', 'application/msgpack')),
                'to JSON' => fn () => \$serializer->transcode($code[message], 'application/msgpack', 'application/json')] as \$what => \$call) {
                try { var_dump(\$what, \$call()); } catch (\\Throwable \$e) { var_dump(\$e->getMessage()); }
            }
            PHP;
    }
}
