<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * What is known of a PHP: of this process, or of one that was asked.
 *
 * @internal
 */
class Facts
{
    /**
     * @param string                      $sapi            `cli`, `fpm-fcgi`.
     * @param string                      $build           As PHP compares it with that of extensions: `API20240924,NTS`.
     * @param string|null                 $iniFile         The php.ini that was read.
     * @param string|null                 $iniFolder       Where further ini files are read from.
     * @param list<string>                $iniFiles        All that were read.
     * @param array<string, string>       $modules         Versions by lower-case names; '' where none was told.
     * @param array<string, string|null>  $settings        Of php.ini.
     * @param array<string, string>       $environment     HIGHPER_* and what else matters.
     * @param string                      $startup         What PHP said when it started.
     */
    public function __construct(
        public readonly string $binary,
        public readonly string $sapi,
        public readonly string $version,
        public readonly string $build,
        public readonly string $extensionFolder,
        public readonly ?string $iniFile,
        public readonly ?string $iniFolder,
        public readonly array $iniFiles,
        public readonly array $modules,
        public readonly array $settings,
        public readonly array $environment,
        public readonly string $startup,
    ) {
    }

    /**
     * "8.4"
     */
    public function minor(): string
    {
        return implode('.', \array_slice(explode('.', $this->version), 0, 2));
    }

    public function isCommandLine(): bool
    {
        return $this->sapi === 'cli' || $this->sapi === 'phpdbg';
    }

    public function has(string $module): bool
    {
        return isset($this->modules[$module]);
    }

    public function setting(string $name): string
    {
        return $this->settings[$name] ?? '';
    }

    /**
     * Whether a setting is on, by what php.ini takes for that.
     */
    public function isOn(string $name): bool
    {
        return \in_array(strtolower($this->setting($name)), ['1', 'on', 'yes', 'true'], true);
    }

    /**
     * The extension's version; null if it is not loaded.
     */
    public function extension(): ?string
    {
        return $this->modules['highper'] ?? null;
    }

    /**
     * A variable of the environment; null if it is not set, or empty.
     */
    public function variable(string $name): ?string
    {
        $value = $this->environment[$name] ?? '';

        return $value === '' ? null : $value;
    }

    /**
     * The lines of the ini files that name an extension, with what is written behind the equals sign. A line that is switched off by a semicolon
     * is told apart.
     *
     * @return list<array{file: string, line: int, value: string, isComment: bool}>
     */
    public function iniLines(string $extension): array
    {
        $lines = [];
        $pattern = '~^\h*(;?)\h*(?:zend_)?extension\h*=\h*"?([^";\r\n]*' . preg_quote($extension, '~') . '[^"; \r\n]*)~i';
        foreach ($this->iniFiles as $file) {
            foreach (explode("\n", (string) @file_get_contents($file)) as $index => $line) {
                if (preg_match($pattern, $line, $found) === 1) {
                    $lines[] = ['file' => $file, 'line' => $index + 1, 'value' => trim($found[2]), 'isComment' => $found[1] === ';'];
                }
            }
        }

        return $lines;
    }
}
