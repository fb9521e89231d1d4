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
        return $this->part('errors');
    }

    public function failed(): array
    {
        return $this->part('failed');
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
        return $this->report === null ? [] : json_decode($this->report, true, Values::DEPTH, JSON_THROW_ON_ERROR)[$name];
    }
}
