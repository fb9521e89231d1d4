<?php

declare(strict_types=1);

/*
 * A drawing: what plots are made of. Colours are classes, which a style gives for light and for dark; every colour comes with a mark of its own shape, so that nobody
 * needs the colours.
 */

namespace HighPerApp\HighPer\Native\Benches;

class Svg
{
    /** Colours that differ for people who confuse red and green, and from the paper: for light and for dark. */
    public const STYLE = <<<'CSS'
        .plot{--paper:#fff;--ink:#1b1f24;--faint:#5b6470;--grid:#dfe3e8;--one:#1b1f24;--c0:#1b1f24;--c1:#0069a8;--c2:#c2500a;--c3:#00795a;--c4:#8e4a86;--c5:#7d6200;--c6:#4f5d9b;--c7:#6b6b6b}
        @media (prefers-color-scheme:dark){.plot{--paper:#14171b;--ink:#e8eaed;--faint:#a3acb8;--grid:#30363d;--one:#e8eaed;--c0:#e8eaed;--c1:#5cb8f2;--c2:#ff9559;--c3:#39cfa2;--c4:#e7a3d6;--c5:#eccb55;--c6:#a9b5f5;--c7:#b3b3b3}}
        .plot text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:var(--ink)}
        .plot .faint{fill:var(--faint)}.plot .strong{font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px}.plot .small{font-size:11px}
        .plot .grid{stroke:var(--grid);stroke-width:1}.plot .one{stroke:var(--one);stroke-width:1.4;stroke-dasharray:5 3}
        .plot .k0{--k:var(--c0)}.plot .k1{--k:var(--c1)}.plot .k2{--k:var(--c2)}.plot .k3{--k:var(--c3)}.plot .k4{--k:var(--c4)}.plot .k5{--k:var(--c5)}.plot .k6{--k:var(--c6)}.plot .k7{--k:var(--c7)}
        .plot .mark{fill:var(--k);stroke:var(--paper);stroke-width:.8}.plot .open{fill:none;stroke:var(--k);stroke-width:2}
        .plot .range{stroke:var(--k);stroke-width:2}.plot .curve{fill:none;stroke:var(--k);stroke-width:1.8;stroke-linejoin:round}
        CSS;

    private const DASHES = ['', '7 3', '2 3', '9 3 2 3', '5 2 1 2 1 2', '12 4', '1 4', '3 1'];

    /** @var list<string> */
    private array $parts = [];

    public function __construct(private readonly string $id, private readonly int $width, private readonly int $height, private readonly string $title, private readonly string $description)
    {
    }

    public function text(float $x, float $y, string $text, string $class = '', string $anchor = 'start'): void
    {
        $this->parts[] = sprintf('<text x="%s" y="%s"%s%s>%s</text>', self::number($x), self::number($y), self::attribute('class', $class), self::attribute('text-anchor', $anchor === 'start' ? '' : $anchor), self::escape($text));
    }

    public function line(float $x1, float $y1, float $x2, float $y2, string $class): void
    {
        $this->parts[] = sprintf('<line x1="%s" y1="%s" x2="%s" y2="%s" class="%s"/>', self::number($x1), self::number($y1), self::number($x2), self::number($y2), $class);
    }

    /**
     * @param list<array{float, float}> $points
     */
    public function curve(array $points, int $kind): void
    {
        $path = implode(' ', array_map(static fn (array $point): string => self::number($point[0]) . ',' . self::number($point[1]), $points));
        $dash = self::DASHES[$kind % count(self::DASHES)];
        $this->parts[] = sprintf('<polyline points="%s" class="curve k%d"%s/>', $path, $kind % 8, self::attribute('stroke-dasharray', $dash));
    }

    /** A mark in the shape and the colour of a kind; a tooltip says what it stands for. */
    public function mark(float $x, float $y, int $kind, string $tip = '', float $size = 4.5): void
    {
        $class = "mark k" . $kind % 8;
        $point = static fn (float $dx, float $dy): string => self::number($x + $dx * $size) . ',' . self::number($y + $dy * $size);
        $polygon = static fn (string ...$points): string => 'polygon points="' . implode(' ', $points) . '"';
        $shape = match ($kind % 8) {
            0 => sprintf('circle cx="%s" cy="%s" r="%s"', self::number($x), self::number($y), self::number($size)),
            1 => $polygon($point(-.9, -.9), $point(.9, -.9), $point(.9, .9), $point(-.9, .9)),
            2 => $polygon($point(0, -1.15), $point(1.1, .9), $point(-1.1, .9)),
            3 => $polygon($point(0, -1.3), $point(1.3, 0), $point(0, 1.3), $point(-1.3, 0)),
            4 => $polygon($point(0, 1.15), $point(1.1, -.9), $point(-1.1, -.9)),
            5 => 'path d="M' . $point(-1, -1) . 'L' . $point(1, 1) . 'M' . $point(-1, 1) . 'L' . $point(1, -1) . '"',
            6 => 'path d="M' . $point(-1.2, 0) . 'L' . $point(1.2, 0) . 'M' . $point(0, -1.2) . 'L' . $point(0, 1.2) . '"',
            default => $polygon($point(-1.2, -.5), $point(1.2, -.5), $point(1.2, .5), $point(-1.2, .5)),
        };
        if (in_array($kind % 8, [5, 6], true)) {
            $class = "open k" . $kind % 8;
        }
        $this->parts[] = $tip === '' ? "<$shape class=\"$class\"/>" : sprintf('<%s class="%s"><title>%s</title></%s>', $shape, $class, self::escape($tip), strtok($shape, ' '));
    }

    /**
     * Names beside their marks, in as many lines as they need.
     *
     * @param list<string> $names By kind.
     *
     * @return float Where the legend ends.
     */
    public function legend(float $x, float $y, float $right, array $names, bool $withCurves = false): float
    {
        $at = $x;
        foreach ($names as $kind => $name) {
            $width = ($withCurves ? 34 : 16) + 6.6 * mb_strlen($name) + 12;
            if ($at > $x && $at + $width > $right) {
                $at = $x;
                $y += 18;
            }
            if ($withCurves) {
                $this->curve([[$at, $y - 4], [$at + 26, $y - 4]], $kind);
            }
            $this->mark($at + ($withCurves ? 13 : 5), $y - 4, $kind);
            $this->text($at + ($withCurves ? 32 : 15), $y, $name);
            $at += $width;
        }

        return $y;
    }

    /** For a page that has the style. */
    public function inline(): string
    {
        return sprintf(
            '<svg class="plot" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>%s</svg>',
            $this->width,
            $this->height,
            $this->id,
            $this->id,
            $this->id,
            self::escape($this->title),
            $this->id,
            self::escape($this->description),
            implode('', $this->parts),
        );
    }

    /** A file of its own, with its own paper. */
    public function standalone(): string
    {
        $body = sprintf('<style>%s</style><rect width="100%%" height="100%%" style="fill:var(--paper)"/>', self::STYLE) . implode("\n", $this->parts);

        return sprintf(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\">\n<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s</desc>\n%s\n</svg>\n",
            $this->width,
            $this->height,
            $this->width,
            $this->height,
            $this->id,
            $this->id,
            $this->id,
            self::escape($this->title),
            $this->id,
            self::escape($this->description),
            $body,
        );
    }

    public static function escape(string $text): string
    {
        return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_XML1, 'UTF-8');
    }

    private static function attribute(string $name, string $value): string
    {
        return $value === '' ? '' : " $name=\"$value\"";
    }

    private static function number(float $value): string
    {
        return rtrim(rtrim(number_format($value, 1, '.', ''), '0'), '.');
    }
}
