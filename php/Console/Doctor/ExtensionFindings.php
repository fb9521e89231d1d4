<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

use HighPerApp\HighPer\Native\Console\Package;

/**
 * Why the extension is not loaded.
 *
 * @internal
 */
class ExtensionFindings
{
    private const WHY = 'The extension is the fastest backend; without it PHP code, or the library through FFI, does its work.';

    /** PHP complains at every start, and goes on without the extension. */
    private const WHY_BROKEN = 'PHP is told to load the extension and cannot: it complains at every start and goes on without.';

    public function __construct(private readonly Facts $facts, private readonly Package $package)
    {
    }

    /**
     * @return list<Finding>
     */
    public function all(): array
    {
        $complaint = $this->complaint($this->facts->startup);
        if ($this->facts->extension() !== null) {
            return $complaint !== null && str_contains($complaint, 'already loaded') ? [$this->twice()] : [];
        }
        if ($complaint !== null) {
            return [$this->refused($complaint)];
        }
        $lines = $this->facts->iniLines('highper');
        $active = array_values(array_filter($lines, static fn (array $line): bool => !$line['isComment']));
        if ($active !== []) {
            return [new Finding(
                Code::ExtensionNotLoaded,
                Level::Broken,
                "{$active[0]['file']}:{$active[0]['line']} names the extension, but PHP has not loaded it, and does not say why.",
                self::WHY_BROKEN,
                [Remedy::word($this->facts->binary) . ' -d display_startup_errors=1 -d display_errors=1 -m'],
            )];
        }

        return [$this->notConfigured($lines[0] ?? null)];
    }

    /**
     * What PHP said of the extension when it started; a message may have several lines.
     */
    private function complaint(string $startup): ?string
    {
        $pattern = "~(?:Unable to load dynamic library '[^'\n]*highper|Invalid library \\(maybe not a PHP library\\) '[^'\n]*highper|highper: Unable to initialize module"
            . "|highper: Failed|Module \"highper\" is already loaded|highper: )[^\n]*(?:\n(?:Module compiled|PHP    compiled|These options)[^\n]*)*~";

        return preg_match($pattern, $startup, $found) === 1 ? $found[0] : null;
    }

    private function twice(): Finding
    {
        $places = array_map(
            static fn (array $line): string => "{$line['file']}:{$line['line']}",
            array_filter($this->facts->iniLines('highper'), static fn (array $line): bool => !$line['isComment']),
        );

        return new Finding(
            Code::ExtensionTwice,
            Level::Better,
            'The extension is named more than once: ' . implode(', ', $places) . '.',
            'PHP warns about it at every start.',
            ['take all of these lines out but one'],
        );
    }

    /**
     * Sorts the messages of PHP and of the system's linker. One message may hold several, since PHP tries several paths; the most telling counts.
     */
    private function refused(string $complaint): Finding
    {
        $remedy = new Remedy($this->facts);
        $install = [...$remedy->installExtension($this->package->folder(), $this->package->version()), ...$remedy->restart()];
        $file = $this->file($complaint);
        $of = static fn (Code $code, string $found): Finding => new Finding($code, Level::Broken, $found, self::WHY_BROKEN, $install);
        if (preg_match('~compiled with (module API|build ID)=(\S+)\s+PHP\s+compiled with \1=(\S+)~', $complaint, $found) === 1) {
            return $of(
                $found[1] === 'module API' || self::api($found[2]) !== self::api($found[3]) ? Code::ExtensionOtherApi : Code::ExtensionOtherBuild,
                "The extension was built for $found[2], and this is $found[3] (PHP {$this->facts->version}): " . self::difference($found[2], $found[3]) . '.',
            );
        }
        if (preg_match("~version `(GLIBC_[\\d.]+)' not found~", $complaint, $found) === 1) {
            return $of(Code::ExtensionGlibc, "The extension needs $found[1], and this system's C library is older.");
        }
        if (preg_match('~ld-linux|ld-musl|__\w+_chk: symbol not found|symbol not found~', $complaint) === 1) {
            return $of(Code::ExtensionGlibc, 'The extension was built for another C library (glibc, or musl) than this system has.');
        }
        if (preg_match('~undefined symbol: (\w+)~', $complaint, $found) === 1) {
            return $of(Code::ExtensionOtherApi, "The extension needs $found[1], which PHP {$this->facts->version} ({$this->facts->build}) does not have: it was built for another PHP.");
        }
        if (preg_match('~invalid ELF header|file too short|wrong ELF class|not a mach-o file|cannot read file data|Exec format error~', $complaint, $found) === 1) {
            return $of(Code::ExtensionNotALibrary, "$file is no library for this system ($found[0]): it is damaged, or for another processor.");
        }
        if (str_contains($complaint, 'maybe not a PHP library')) {
            return $of(Code::ExtensionNotPhp, "$file is a library, but no extension of PHP: it was built without PHP in it, for FFI.");
        }
        if (preg_match('~cannot open shared object file: No such file|No such file or directory|no such file~', $complaint) === 1 && !is_file($file)) {
            $lines = array_values(array_filter($this->facts->iniLines('highper'), static fn (array $line): bool => !$line['isComment']));
            $place = $lines === [] ? 'An ini file' : "{$lines[0]['file']}:{$lines[0]['line']}";

            return $of(Code::ExtensionFileMissing, "$place names $file, which does not exist.");
        }

        return $of(Code::ExtensionRefused, 'PHP says: ' . preg_replace('~\s+~', ' ', $complaint));
    }

    /**
     * The file that PHP tried: the one that exists, else the one that is most likely meant.
     */
    private function file(string $complaint): string
    {
        preg_match_all('~(/\S*?highper[^\s():]*)~', $complaint, $found);
        foreach ($found[1] as $file) {
            if (is_file($file)) {
                return $file;
            }
        }

        return preg_match("~library (?:\\([^)]*\\) )?'([^']+)'~", $complaint, $named) === 1 && !str_contains($named[1], '/')
            ? $this->facts->extensionFolder . '/' . (str_contains($named[1], '.') ? $named[1] : "$named[1].so")
            : $named[1] ?? 'the extension';
    }

    /**
     * The number of the interface in "API20240924,NTS" and in "20240924".
     */
    private static function api(string $build): string
    {
        return (string) preg_replace('~\D~', '', explode(',', $build)[0]);
    }

    private static function difference(string $module, string $php): string
    {
        $has = static fn (string $build, string $trait): bool => \in_array($trait, explode(',', $build), true);

        return match (true) {
            self::api($module) !== self::api($php) => 'another version of PHP',
            $has($module, 'TS') !== $has($php, 'TS') => $has($php, 'TS') ? 'this PHP has threads (ZTS), the extension has not' : 'the extension is for PHP with threads (ZTS)',
            $has($module, 'debug') !== $has($php, 'debug') => $has($php, 'debug') ? 'this PHP is a debug build' : 'the extension is for a debug build',
            default => 'another build of PHP',
        };
    }

    /**
     * @param array{file: string, line: int, value: string, isComment: bool}|null $comment A line that is switched off.
     */
    private function notConfigured(?array $comment): Finding
    {
        $remedy = new Remedy($this->facts);
        $installed = "{$this->facts->extensionFolder}/highper.so";
        $built = $this->package->folder() . '/build/highper.so';
        if ($comment !== null) {
            return new Finding(
                Code::ExtensionNotConfigured,
                Level::Better,
                "{$comment['file']}:{$comment['line']} names the extension, but is switched off by a semicolon.",
                self::WHY,
                ["take the semicolon out of {$comment['file']}:{$comment['line']}", ...$remedy->restart()],
            );
        }
        if (@is_file($installed)) {
            return new Finding(
                Code::ExtensionNotConfigured,
                Level::Better,
                "The extension is installed as $installed, but no ini file names it" . ($this->facts->isCommandLine() ? '.' : " for {$this->facts->sapi}."),
                self::WHY,
                $remedy->enable('highper', 'extension=highper.so'),
            );
        }
        if (@is_file($built)) {
            return new Finding(
                Code::ExtensionNotConfigured,
                Level::Better,
                "The extension is built, as $built, but it is not installed, and no ini file names it.",
                self::WHY,
                [...$remedy->installExtension($this->package->folder(), $this->package->version()), ...$remedy->restart()],
            );
        }

        return new Finding(
            Code::ExtensionNotInstalled,
            Level::Better,
            "The extension is not installed: there is no $installed, and no ini file names it.",
            self::WHY,
            [...$remedy->installExtension($this->package->folder(), $this->package->version()), ...$remedy->restart()],
        );
    }
}
