<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Php;

use HighPerApp\HighPer\Native\Fallback\Router\Constraint;
use HighPerApp\HighPer\Native\Fallback\Router\Language;
use PHPUnit\Framework\TestCase;

/**
 * The normal form of constraints and the languages they stand for; the native engine has the same tables.
 */
class NormalFormTest extends TestCase
{
    public function testNormalForms(): void
    {
        $table = [
            'int' => '[0-9]+', '\d+' => '[0-9]+', '[[:digit:]]{1,}?' => '[0-9]+', '(\d)+' => '[0-9]+', '(?:en|de)' => 'en|de', 'x(?:en|(de|fr))' => 'x(?:en|de|fr)',
            '(?<year>\d{4})-(?P<month>\d\d)' => '[0-9]{4}\x2d[0-9][0-9]', '(ab){2}(?:c){1}' => '(?:ab){2}c', '(?i)ab' => '[Aa][Bb]', 'a(?i:b)c' => 'a[Bb]c',
            '(?i)[^a]' => '[\x00-\x40B-\x60b-\xff]', '.' => '[\x00-\x09\x0b-\xff]', '[^\s\S]' => '[^\x00-\xff]', '[]a]' => '[\x5da]', '[a\-z]' => '[\x2daz]', '[[.]' => '[\x2e\x5b]',
            '^a$' => '\Aa\z', '\x41\x{7a}' => 'Az', "\u{e9}" => '\xc3\xa9', "(?u)\u{e9}" => '(?u)\x{e9}', '(?u)[\p{L}0-9_]+' => '(?u)[\p{L}0-9\x5f]+', '(?u)\w\D.' => '(?u)[0-9A-Z\x5fa-z][^0-9][^\x0a]',
            '(?iu)a' => '(?ui)a', 'a{0,1}b{0,}c{2,2}d{2,}' => 'a?b*c{2}d{2,}', 'date' => 'date', '(?:)' => '', '(?:a|)b' => '(?:a|)b', '(?:a{2}){3}' => '(?:a{2}){3}',
        ];
        foreach ($table as $text => $normal) {
            self::assertSame($normal, Constraint::of((string) $text)?->normal, "constraint: $text");
        }
    }

    public function testNarrowness(): void
    {
        $pairs = [
            ['date', 'uuid'], ['ulid', 'uuid'], ['int', 'hex'], ['alpha', 'alnum'], ['\d{2,4}', 'int'], ['en|de', 'alpha'], ['[0-9]+', '.+'], ['a{2}', 'a{1,2}'], ['alnum', '(?u)\p{L}+'],
        ];
        foreach ($pairs as [$narrower, $wider]) {
            self::assertLessThan(0, Constraint::of($narrower)->compare(Constraint::of($wider)), "$narrower before $wider");
        }
    }

    public function testInclusion(): void
    {
        $table = [
            ['int', 'hex', true], ['hex', 'int', false], ['en|de', 'de|en', true], ['en|de', '[a-z]{2}', true], ['a?', '[a]', true], ['(?:ab)*', '(?:a|b)+', true], ['(?:a|b)+', '(?:ab)*', false],
            ['[^\x00]+', '[\s\S]+', true], ['[\s\S]+', '[^\x00]+', true], ['slug', '[A-Za-z0-9-]+', true], ['uuid', 'slug', true], ['\ba', '[a]', false],
        ];
        foreach ($table as [$narrower, $wider, $within]) {
            self::assertSame($within, self::language($narrower)->isWithin(self::language($wider)), "$narrower within $wider");
        }
        foreach (['a*' => false, 'a{0}' => true, '[^\s\S]' => true, '|' => true, '|a' => false] as $text => $isEmpty) {
            self::assertSame($isEmpty, self::language($text)->isEmpty(), $text);
        }
    }

    private static function language(string $constraint): Language
    {
        $language = new Language();
        $language->value(Constraint::of($constraint)->node);

        return $language;
    }
}
