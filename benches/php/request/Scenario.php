<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Benches\Request;

/**
 * What is asked for: requests by name, each as method, target, kind of token, body; and a mix of them.
 */
class Scenario
{
    /** Notes that are there before anything is asked. */
    public const NOTES = 20;

    /** A token that is good, one whose signature is not, none. */
    public const GOOD = 'good';
    public const FORGED = 'forged';
    public const NONE = '';

    private const NOTE = '{"title":"Water the plants","body":"All of them, and the one in the corner twice.","folder":"home/2026","tags":["plan","café"]}';

    private const REQUESTS = [
        'list' => ['GET', '/notes', self::NONE, ''],
        'show' => ['GET', '/notes/7', self::NONE, ''],
        'create' => ['POST', '/notes', self::GOOD, self::NOTE],
        'create, with faults' => ['POST', '/notes', self::GOOD, '{"body":["a"],"folder":"/home","tags":["plan",5],"colour":"red"}'],
        'create, unauthorized' => ['POST', '/notes', self::FORGED, self::NOTE],
    ];

    /** How often each is asked in a mix of twenty. */
    private const MIX = ['show' => 10, 'list' => 4, 'create' => 4, 'create, with faults' => 1, 'create, unauthorized' => 1];

    /** What is not timed, but has to be answered alike. */
    private const OTHERS = [
        ['GET', '/notes?page=2', self::NONE, ''],
        ['GET', '/notes/tagged/caf%C3%A9', self::NONE, ''],
        ['GET', '/notes/on/2000-02-29', self::NONE, ''],
        ['GET', '/notes/on/2001-02-29', self::NONE, ''],
        ['GET', '/folders/home/2026', self::NONE, ''],
        ['PUT', '/notes/3', self::GOOD, '{"title":" Changed ","tags":["b "," b","a"]}'],
        ['DELETE', '/notes/4', self::GOOD, ''],
        ['DELETE', '/notes/5', self::NONE, ''],
        ['GET', '/notes/4711', self::NONE, ''],
        ['GET', '/nowhere', self::NONE, ''],
        ['GET', '/notes/', self::NONE, ''],
        ['OPTIONS', '/notes/1', self::NONE, ''],
        ['PATCH', '/notes/1', self::NONE, ''],
        ['POST', '/notes', self::GOOD, '[]'],
        ['POST', '/notes', self::GOOD, '{}'],
        ['POST', '/notes', self::GOOD, '{"title":5,"folder":false}'],
        ['POST', '/notes', self::GOOD, '{"title":"a","tags":{"0":"plan"}}'],
        ['POST', '/notes', self::GOOD, '{"title":"a","tags":["plan"," ",{"a":"b"}]}'],
        ['POST', '/login', self::NONE, '{"user":"writer"}'],
        ['POST', '/login', self::NONE, '{"user":"writer","password":"corrections welcome"}'],
    ];

    /**
     * @return list<string> What is measured, the mix last.
     */
    public static function names(): array
    {
        return [...array_keys(self::REQUESTS), 'mix'];
    }

    /** Whether one of its requests brings a token. */
    public static function hasToken(string $name): bool
    {
        return !in_array($name, ['list', 'show'], true);
    }

    /**
     * So many requests of a name.
     *
     * @return list<array{string, string, string, string}> Targets and bodies are new strings: whoever serves them meets them for the first time.
     */
    public static function requests(string $name, int $count): array
    {
        $cycle = $name === 'mix' ? self::cycle() : [self::REQUESTS[$name]];
        $requests = [];
        for ($at = 0; $at < $count; $at++) {
            $requests[] = array_map(static fn (string $text): string => implode('/', explode('/', $text)), $cycle[$at % count($cycle)]);
        }

        return $requests;
    }

    /**
     * Everything that both applications have to answer alike.
     *
     * @return list<array{string, string, string, string}>
     */
    public static function all(): array
    {
        return [...array_values(self::REQUESTS), ...self::OTHERS];
    }

    /**
     * The notes that are there at first, as the store gives them.
     *
     * @return array<int, array{id: int, title: string, body: string, folder: string, tags: list<string>, created: string}> By id.
     */
    public static function notes(): array
    {
        $notes = [];
        for ($id = 1; $id <= self::NOTES; $id++) {
            $notes[$id] = [
                'id' => $id,
                'title' => "Note number $id",
                'body' => 'What there is to be done, in a sentence or two. ' . str_repeat('And then some. ', $id % 4),
                'folder' => $id % 3 === 0 ? 'home/2026' : 'work',
                'tags' => $id % 2 === 0 ? ['café', 'plan'] : ['plan'],
                'created' => '2026-01-31T12:00:00Z',
            ];
        }

        return $notes;
    }

    /**
     * The mix, in an order in which the same does not follow on itself where it can be avoided.
     *
     * @return list<array{string, string, string, string}>
     */
    private static function cycle(): array
    {
        $cycle = [];
        foreach (self::MIX as $name => $times) {
            for ($turn = 0; $turn < $times; $turn++) {
                $cycle[] = [($turn + 0.5) / $times, $name];
            }
        }
        sort($cycle);

        return array_map(static fn (array $entry): array => self::REQUESTS[$entry[1]], $cycle);
    }
}
