<?php

declare(strict_types=1);

/*
 * Documents in the shape of those that JSON libraries are commonly measured on, for machines that do not have them: the same nesting, keys,
 * types, sizes and whitespace; every value is made up. The same on every machine.
 */

namespace HighPerApp\HighPer\Native\Benches\Serializer;

use Random\Randomizer;

function shape(string $name): string
{
    $random = new Randomizer(new \Random\Engine\Mt19937(crc32($name)));
    $flags = JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR;

    return match ($name) {
        'twitter' => json_encode(tweets($random), $flags | JSON_PRETTY_PRINT),
        'citm_catalog' => json_encode(catalogue($random), $flags | JSON_PRETTY_PRINT),
        'canada' => json_encode(outline($random), $flags),
        'github_events' => json_encode(events($random), $flags | JSON_UNESCAPED_SLASHES | JSON_PRETTY_PRINT),
    };
}

/** Words of Latin letters. */
function words(Randomizer $random, int $count): string
{
    $words = [];
    for ($i = 0; $i < $count; $i++) {
        $words[] = $random->getBytesFromString('abcdefghijklmnopqrstuvwxyz', $random->getInt(2, 9));
    }

    return implode(' ', $words);
}

/** Kana, ideographs and, now and then, an emoji and a line break. */
function kana(Randomizer $random, int $count): string
{
    $text = '';
    for ($i = 0; $i < $count; $i++) {
        $text .= match ($random->getInt(0, 24)) {
            0 => "\u{1F60A}",
            1 => "\n",
            2, 3, 4, 5 => mb_chr($random->getInt(0x4E00, 0x9FA0)),
            default => mb_chr($random->getInt(0x3042, 0x30F0)),
        };
    }

    return $text;
}

function moment(Randomizer $random): string
{
    return gmdate('D M d H:i:s +0000 Y', $random->getInt(1_200_000_000, 1_400_000_000));
}

function account(Randomizer $random): array
{
    $id = $random->getInt(10_000_000, 2_800_000_000);
    $name = str_replace(' ', '_', words($random, 2));
    $colour = static fn (): string => bin2hex($random->getBytes(3));

    return [
        'id' => $id, 'id_str' => (string) $id, 'name' => kana($random, 6), 'screen_name' => $name, 'location' => '',
        'description' => kana($random, $random->getInt(10, 110)), 'url' => null, 'entities' => ['description' => ['urls' => []]],
        'protected' => false, 'followers_count' => $random->getInt(0, 9999), 'friends_count' => $random->getInt(0, 999), 'listed_count' => 0,
        'created_at' => moment($random), 'favourites_count' => $random->getInt(0, 999), 'utc_offset' => null, 'time_zone' => null,
        'geo_enabled' => false, 'verified' => false, 'statuses_count' => $random->getInt(0, 99999), 'lang' => 'en',
        'contributors_enabled' => false, 'is_translator' => false, 'is_translation_enabled' => false, 'profile_background_color' => $colour(),
        'profile_background_image_url' => 'http://images.example.com/themes/theme1/bg.png',
        'profile_background_image_url_https' => 'https://images.example.com/themes/theme1/bg.png', 'profile_background_tile' => false,
        'profile_image_url' => "http://pictures.example.com/profile_images/$id/{$name}_normal.jpeg",
        'profile_image_url_https' => "https://pictures.example.com/profile_images/$id/{$name}_normal.jpeg",
        'profile_banner_url' => "https://pictures.example.com/profile_banners/$id", 'profile_link_color' => $colour(),
        'profile_sidebar_border_color' => $colour(), 'profile_sidebar_fill_color' => $colour(), 'profile_text_color' => $colour(),
        'profile_use_background_image' => true, 'default_profile' => true, 'default_profile_image' => false, 'following' => false,
        'follow_request_sent' => false, 'notifications' => false,
    ];
}

function tweet(Randomizer $random, bool $repeats): array
{
    $id = $random->getInt(500_000_000_000_000_000, 509_999_999_999_999_999);
    $mentioned = $random->getInt(10_000_000, 2_800_000_000);
    $tweet = [
        'metadata' => ['result_type' => 'recent', 'iso_language_code' => 'ja'], 'created_at' => moment($random), 'id' => $id, 'id_str' => (string) $id,
        'text' => kana($random, $random->getInt(20, 120)), 'source' => '<a href="http://example.com/download" rel="nofollow">Example for phones</a>',
        'truncated' => false, 'in_reply_to_status_id' => null, 'in_reply_to_status_id_str' => null, 'in_reply_to_user_id' => $mentioned,
        'in_reply_to_user_id_str' => (string) $mentioned, 'in_reply_to_screen_name' => str_replace(' ', '_', words($random, 1)),
        'user' => account($random), 'geo' => null, 'coordinates' => null, 'place' => null, 'contributors' => null,
        'retweet_count' => $random->getInt(0, 300), 'favorite_count' => $random->getInt(0, 300),
        'entities' => ['hashtags' => [], 'symbols' => [], 'urls' => [], 'user_mentions' => [
            ['screen_name' => words($random, 1), 'name' => kana($random, 6), 'id' => $mentioned, 'id_str' => (string) $mentioned, 'indices' => [0, 9]],
        ]],
        'favorited' => false, 'retweeted' => false, 'lang' => 'ja',
    ];

    return $repeats ? $tweet + ['retweeted_status' => tweet($random, false)] : $tweet;
}

function tweets(Randomizer $random): array
{
    $statuses = [];
    for ($i = 0; $i < 100; $i++) {
        $statuses[] = tweet($random, $i % 10 < 6);
    }

    return ['statuses' => $statuses, 'search_metadata' => ['completed_in' => 0.087, 'max_id' => 505874924095815681, 'query' => '%E4%B8%80', 'count' => 100]];
}

function catalogue(Randomizer $random): array
{
    $names = static function (int $count, int $first) use ($random): array {
        $names = [];
        for ($i = 0; $i < $count; $i++) {
            $names[$first + $i] = words($random, 2) . ' é';
        }

        return $names;
    };
    $events = [];
    for ($i = 0; $i < 184; $i++) {
        $id = 138_586_341 + 7 * $i;
        $events[$id] = [
            'description' => null, 'id' => $id, 'logo' => $i % 3 === 0 ? null : "/images/UE0AAAAACEKo$i", 'name' => words($random, 4),
            'subTopicIds' => [337184269, 337184283], 'subjectCode' => null, 'subtitle' => null, 'topicIds' => [324846099, 107888604],
        ];
    }
    $performances = [];
    for ($i = 0; $i < 243; $i++) {
        $prices = $categories = [];
        for ($price = 0, $count = $random->getInt(2, 6); $price < $count; $price++) {
            $prices[] = ['amount' => $random->getInt(50, 1000) * 250, 'audienceSubCategoryId' => 337100890, 'seatCategoryId' => 338_937_295 + $price];
            $areas = [];
            for ($area = 0, $end = $random->getInt(6, 16); $area < $end; $area++) {
                $areas[] = ['areaId' => 205_705_993 + $area, 'blockIds' => []];
            }
            $categories[] = ['areas' => $areas, 'seatCategoryId' => 338_937_295 + $price];
        }
        $performances[] = [
            'eventId' => 138_586_341 + 7 * ($i % 184), 'id' => 339_887_544 + $i, 'logo' => null, 'name' => null, 'prices' => $prices,
            'seatCategories' => $categories, 'seatMapImage' => null, 'start' => 1_372_701_600_000 + 3_600_000 * $i, 'venueCode' => 'HALL_ONE',
        ];
    }

    return [
        'areaNames' => $names(17, 205_705_993), 'audienceSubCategoryNames' => ['337100890' => 'Abonné'], 'blockNames' => new \stdClass(),
        'events' => $events, 'performances' => $performances, 'seatCategoryNames' => $names(64, 338_937_235),
        'subTopicNames' => $names(19, 337_184_262), 'subjectNames' => new \stdClass(), 'topicNames' => $names(4, 107_888_604),
        'topicSubTopics' => ['107888604' => [337184283, 337184263], '324846098' => [337184279]], 'venueNames' => ['HALL_ONE' => 'Salle un'],
    ];
}

/** 480 rings of points with up to 15 digits behind the point. */
function outline(Randomizer $random): array
{
    $rings = [];
    for ($i = 0; $i < 480; $i++) {
        $ring = [];
        for ($point = 0; $point < 117; $point++) {
            $ring[] = [round(-141 + 88 * $random->getFloat(0, 1), 15), round(42 + 41 * $random->getFloat(0, 1), 15)];
        }
        $rings[] = $ring;
    }

    return ['type' => 'FeatureCollection', 'features' => [
        ['type' => 'Feature', 'properties' => ['name' => 'Nowhere'], 'geometry' => ['type' => 'Polygon', 'coordinates' => $rings]],
    ]];
}

function events(Randomizer $random): array
{
    $events = [];
    for ($i = 0; $i < 30; $i++) {
        $login = words($random, 1);
        $repository = "$login/" . words($random, 1);
        $commits = [];
        for ($commit = 0, $count = $random->getInt(1, 3); $commit < $count; $commit++) {
            $sha = bin2hex($random->getBytes(20));
            $commits[] = [
                'url' => "https://api.example.com/repos/$repository/commits/$sha", 'message' => words($random, 9), 'distinct' => true, 'sha' => $sha,
                'author' => ['email' => "$login@example.com", 'name' => words($random, 2)],
            ];
        }
        $avatar = bin2hex($random->getBytes(16));
        $events[] = [
            'type' => 'PushEvent', 'created_at' => gmdate('Y-m-d\TH:i:s\Z', 1_357_804_700 - $i),
            'actor' => [
                'gravatar_id' => $avatar, 'login' => $login, 'avatar_url' => "https://avatars.example.com/avatar/$avatar?d=https://assets.example.com%2Fimages%2Fuser-420.png",
                'url' => "https://api.example.com/users/$login", 'id' => $random->getInt(1000, 9_999_999),
            ],
            'repo' => ['url' => "https://api.example.com/repos/$repository", 'id' => $random->getInt(1000, 9_999_999), 'name' => $repository],
            'public' => true,
            'payload' => [
                'commits' => $commits, 'distinct_size' => count($commits), 'ref' => 'refs/heads/main', 'push_id' => $random->getInt(100_000_000, 200_000_000),
                'before' => bin2hex($random->getBytes(20)), 'head' => bin2hex($random->getBytes(20)), 'size' => count($commits),
            ],
            'id' => (string) (1_652_857_722 - $i),
        ];
    }

    return $events;
}
