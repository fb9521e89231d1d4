<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use HighPerApp\HighPer\Native\Fallback\Json\Reader;
use HighPerApp\HighPer\Native\Fallback\Schema\Values;
use HighPerApp\HighPer\Native\Fallback\Validation\Findings;

/**
 * What the native library found in a JSON text. Its report, and the text, are decoded when they are asked for.
 *
 * @internal
 */
class TextFindings implements Findings
{
    /**
     * @param string|null $report As highper_error_report() gives it; null if nothing was found.
     */
    public function __construct(private readonly string $json, private readonly ?string $report)
    {
    }

    public function isNone(): bool
    {
        return $this->report === null;
    }

    public function messages(): array
    {
        /** @var array<string, list<string>> $messages as highper.h describes the report */
        $messages = $this->part('errors');

        return $messages;
    }

    public function failed(): array
    {
        /** @var list<array{field: string, rule: string, parameters: list<string>}> $failed likewise */
        $failed = $this->part('failed');

        return $failed;
    }

    public function validated(): mixed
    {
        return Reader::decode($this->json, true, Values::DEPTH, 0);
    }

    /**
     * @return array<array-key, mixed>
     */
    private function part(string $name): array
    {
        /** @var array<string, array<array-key, mixed>> $report */
        $report = $this->report === null ? [$name => []] : json_decode($this->report, true, Values::DEPTH, JSON_THROW_ON_ERROR);

        return $report[$name];
    }
}
