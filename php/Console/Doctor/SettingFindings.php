<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * Settings that cost time or take a bound away. On the command line most are a matter of taste, and notes; a server is another matter.
 *
 * @internal
 */
class SettingFindings
{
    public function __construct(private readonly Facts $facts)
    {
    }

    /**
     * @return list<Finding>
     */
    public function all(?string $backend): array
    {
        return array_values(array_filter([
            $this->xdebug(),
            $this->opcache(),
            $this->jit($backend),
            $this->memory(),
            $this->override($backend),
        ]));
    }

    private function xdebug(): ?Finding
    {
        if (!$this->facts->has('xdebug')) {
            return null;
        }
        $mode = $this->facts->variable('XDEBUG_MODE') ?? $this->facts->setting('xdebug.mode');

        return $mode === 'off'
            ? new Finding(Code::Xdebug, Level::Note, 'Xdebug is loaded, with xdebug.mode=off.', 'It costs little so, but PHP is fastest without.')
            : new Finding(Code::Xdebug, Level::Better, "Xdebug is loaded, with xdebug.mode=$mode.", 'It slows all PHP code down, and switches the JIT off.', (new Remedy($this->facts))->set('xdebug.mode=off'));
    }

    private function opcache(): ?Finding
    {
        $isCommandLine = $this->facts->isCommandLine();
        $remedy = new Remedy($this->facts);
        if (!$this->facts->has('zend opcache')) {
            return new Finding(
                Code::OpcacheMissing,
                $isCommandLine ? Level::Note : Level::Better,
                'OPcache is not loaded.',
                $isCommandLine ? 'Workers that run long gain from it; short commands do not.' : 'Without it PHP compiles every file anew for each request.',
                $remedy->install('opcache'),
            );
        }
        $setting = $isCommandLine ? 'opcache.enable_cli' : 'opcache.enable';
        if ($this->facts->isOn($setting)) {
            return null;
        }

        return new Finding(
            Code::OpcacheOff,
            $isCommandLine ? Level::Note : Level::Better,
            "OPcache is loaded, but $setting is off.",
            $isCommandLine ? 'Workers that run long gain from it; short commands do not.' : 'Without it PHP compiles every file anew for each request.',
            $remedy->set("$setting=1"),
        );
    }

    private function jit(?string $backend): ?Finding
    {
        if (!$this->facts->has('zend opcache') || !$this->facts->isOn($this->facts->isCommandLine() ? 'opcache.enable_cli' : 'opcache.enable')) {
            return null;
        }
        $isOn = !\in_array(strtolower($this->facts->setting('opcache.jit')), ['', '0', 'off', 'disable', 'no', 'false'], true)
            && !\in_array($this->facts->setting('opcache.jit_buffer_size'), ['', '0'], true);
        if ($isOn) {
            return null;
        }

        return new Finding(
            Code::JitOff,
            Level::Note,
            "PHP's JIT is off.",
            $backend === 'extension' ? 'The extension does not depend on it; PHP code that calculates does.' : 'The backends in PHP gain from it.',
            (new Remedy($this->facts))->set('opcache.jit=tracing', 'opcache.jit_buffer_size=64M'),
        );
    }

    private function memory(): ?Finding
    {
        if ($this->facts->setting('memory_limit') !== '-1') {
            return null;
        }

        return new Finding(
            Code::MemoryLimit,
            $this->facts->isCommandLine() ? Level::Note : Level::Better,
            'memory_limit is -1: PHP may take all memory there is.',
            'One large document, from whoever sends it, then takes the machine down instead of one request.',
            (new Remedy($this->facts))->set('memory_limit=256M'),
        );
    }

    private function override(?string $backend): ?Finding
    {
        if ($backend !== 'extension' || !$this->facts->isOn('highper.json_override')) {
            return null;
        }

        return new Finding(
            Code::JsonOverride,
            Level::Note,
            "highper.json_override is on: json_encode(), json_decode() and json_validate() of all code are the extension's.",
            'Worth knowing when the behaviour of these functions is in question.',
        );
    }
}
