<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use FFI\CData;

/**
 * A JSON Schema in the native library, for asking it about JSON texts. Freed when this is gone.
 *
 * @internal
 */
class CompiledSchema
{
    private readonly CData $passes;

    private readonly CData $passesAt;

    private function __construct(private readonly \FFI $library, private readonly CData $handle)
    {
        $this->passes = $library->new('bool');
        $this->passesAt = \FFI::addr($this->passes);
    }

    public function __destruct()
    {
        $this->library->highper_json_schema_free($this->handle);
    }

    /** Two objects with one handle would free it twice. */
    private function __clone()
    {
    }

    /**
     * Compiles a schema that PHP has taken; null if the library refuses it.
     *
     * @param string $settings JSON, as highper_json_schema_compile() takes it.
     */
    public static function of(\FFI $library, string $schema, string $settings): ?self
    {
        $handle = $library->new('highper_json_schema *');
        $status = $library->highper_json_schema_compile($schema, \strlen($schema), $settings, \strlen($settings), \FFI::addr($handle), null);

        return $status === $library->HIGHPER_STATUS_OK ? new self($library, $handle) : null;
    }

    /**
     * Whether a JSON text follows the schema; null if the library cannot tell, or the text is no JSON.
     */
    public function passes(string $json): ?bool
    {
        $status = $this->library->highper_json_schema_passes($this->handle, $json, \strlen($json), $this->passesAt, null);

        /** @var bool $passes as it was made */
        $passes = $this->passes->cdata;

        return $status === $this->library->HIGHPER_STATUS_OK ? $passes : null;
    }

    /**
     * What is found in a JSON text; null as for passes().
     */
    public function check(string $json): ?TextFindings
    {
        $library = $this->library;
        $error = $library->new('highper_error *');
        $status = $library->highper_json_schema_check($this->handle, $json, \strlen($json), \FFI::addr($error));
        if ($status === $library->HIGHPER_STATUS_OK) {
            return new TextFindings($json, null);
        }
        if ($status !== $library->HIGHPER_STATUS_REFUSED) {
            return null;
        }
        $report = $library->new('highper_text');
        $status = $library->highper_error_report($error, \FFI::addr($report));
        $text = $status === $library->HIGHPER_STATUS_OK ? \FFI::string($report->bytes, $report->length) : null;
        $library->highper_error_free($error);

        // Code points that reports write otherwise (highper.h) are left to PHP.
        return $text === null || preg_match('~\xf4\x8f[\xba\xbb]~', $text) === 1 ? null : new TextFindings($json, $text);
    }
}
