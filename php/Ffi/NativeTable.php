<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Ffi;

use FFI\CData;

/**
 * The routes of a router in the native library: a copy that is made to be asked and let go of. What they lead to stays with PHP.
 *
 * Whatever the library refuses or fails at comes out as null: the caller has the same routes in PHP and asks those.
 *
 * @internal
 */
class NativeTable
{
    /** @var array<string, array{CData, int, CData}> By list of methods: the texts, their number, the bytes they point to. */
    private array $methods = [];

    private function __construct(protected readonly \FFI $library, protected readonly CData $handle)
    {
    }

    public function __destruct()
    {
        $this->library->highper_router_free($this->handle);
    }

    /** Two objects with one handle would free it twice. */
    private function __clone()
    {
    }

    /**
     * Copies routes that a router in PHP has taken.
     *
     * @param array{trailingSlash: string, caseSensitive: bool, headFallback: bool, autoOptions: bool} $options
     * @param iterable<array{methods: list<string>, pattern: string, name: ?string, host: ?string, ...}> $routes
     */
    public static function of(\FFI $library, array $options, iterable $routes): ?static
    {
        $settings = $library->new('highper_router_options');
        $status = $library->highper_router_options_init(\FFI::addr($settings), \FFI::sizeof($settings));
        if ($status !== $library->HIGHPER_STATUS_OK) {
            return null;
        }
        $settings->trailing_slash = $library->{'HIGHPER_TRAILING_SLASH_' . strtoupper($options['trailingSlash'])};
        $settings->case_sensitive = (int) $options['caseSensitive'];
        $settings->head_fallback = (int) $options['headFallback'];
        $settings->auto_options = (int) $options['autoOptions'];
        $handle = $library->new('highper_router *');
        if ($library->highper_router_new(\FFI::addr($settings), \FFI::addr($handle)) !== $library->HIGHPER_STATUS_OK) {
            return null;
        }
        $table = new static($library, $handle);

        return $table->addAll($routes) ? $table : null;
    }

    /**
     * What Router::conflicts() gives.
     *
     * @return list<array{pattern: string, methods: list<string>, host: ?string, by: ?string, reason: string}>|null
     */
    public function conflicts(): ?array
    {
        $json = $this->library->new('highper_string');
        $status = $this->library->highper_router_conflicts($this->handle, \FFI::addr($json));
        $conflicts = $status === $this->library->HIGHPER_STATUS_OK ? $this->report($json) : null;

        /** @var list<array{pattern: string, methods: list<string>, host: ?string, by: ?string, reason: string}>|null $conflicts as highper.h describes them */
        return $conflicts === null ? null : array_map(static fn (array $conflict): array => [
            'pattern' => $conflict['pattern'],
            'methods' => $conflict['methods'],
            'host' => $conflict['host'],
            'by' => $conflict['by'],
            'reason' => $conflict['reason'],
        ], $conflicts);
    }

    /**
     * Reads a report and frees it.
     *
     * @return array<array-key, mixed>|null
     */
    protected function report(CData $json): ?array
    {
        $text = \FFI::string($json->bytes, $json->length);
        $this->library->highper_string_free(\FFI::addr($json));
        $report = json_decode($text, true);
        // Bytes beyond UTF-8 stand in the report as the code points from U+10FE80 to U+10FEFF (highper.h).
        if (\is_array($report) && preg_match('~\xf4\x8f[\xba\xbb]~', $text) === 1) {
            array_walk_recursive($report, static function (mixed &$value): void {
                $value = \is_string($value) ? preg_replace_callback(
                    '~\xf4\x8f([\xba\xbb])([\x80-\xbf])~',
                    static fn (array $found): string => $found[1] === "\xba" ? $found[2] : \chr(\ord($found[2]) + 0x40),
                    $value,
                ) : $value;
            });
        }

        return \is_array($report) ? $report : null;
    }

    /**
     * @param iterable<array{methods: list<string>, pattern: string, name: ?string, host: ?string, ...}> $routes
     */
    private function addAll(iterable $routes): bool
    {
        $library = $this->library;
        $ok = $library->HIGHPER_STATUS_OK;
        $number = \FFI::addr($library->new('size_t'));
        foreach ($routes as $route) {
            [$texts, $count] = $this->methods[implode(',', $route['methods'])] ??= $this->texts($route['methods']);
            $pattern = $route['pattern'];
            $name = $route['name'];
            $host = $route['host'];
            $status = $library->highper_router_add(
                $this->handle,
                $texts,
                $count,
                $pattern,
                \strlen($pattern),
                $name,
                \strlen($name ?? ''),
                $host,
                \strlen($host ?? ''),
                $number,
                null,
            );
            if ($status !== $ok) {
                return false;
            }
        }

        return true;
    }

    /**
     * @param list<string> $methods
     *
     * @return array{CData, int, CData}
     */
    private function texts(array $methods): array
    {
        $joined = implode('', $methods);
        $bytes = $this->library->new('char[' . \strlen($joined) . ']');
        \FFI::memcpy($bytes, $joined, \strlen($joined));
        $texts = $this->library->new('highper_text[' . \count($methods) . ']');
        $offset = 0;
        foreach ($methods as $index => $method) {
            $texts[$index]->bytes = \FFI::addr($bytes[$offset]);
            $texts[$index]->length = \strlen($method);
            $offset += \strlen($method);
        }

        return [$texts, \count($methods), $bytes];
    }
}
