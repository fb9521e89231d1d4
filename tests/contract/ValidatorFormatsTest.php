<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract;

use PHPUnit\Framework\TestCase;

/**
 * Addresses, identifiers and other texts of a known form.
 */
class ValidatorFormatsTest extends TestCase
{
    use RuleAssertions;

    private const NO_TEXTS = [null, 1, 1.5, true, []];

    public function testMail(): void
    {
        $long = str_repeat('a', 64);
        self::assertVerdicts([
            [
                'email',
                ['a@b', 'a@b.example', 'first.last+tag@sub.example.org', '"quoted text"@example.org', "\u{e9}@example.org", "a@\u{e9}xample.org", 'a@[127.0.0.1]', "o'brien@example.org"],
                ['a', 'a@', '@b', 'a@@b', 'a b@c', 'a@b c', '.a@b', 'a.@b', 'a..b@c', 'a@b..c', 'a@-b.example', "a@b\n", "a@b\r", "a\r\n@b", 'a@b,c', "\xff@b", ...self::NO_TEXTS],
            ],
            ['email:rfc', ['a@b', '"a b"@c.example'], ['a b@c', "a@b\n"]],
            ['email:strict', ['a@b.example'], ['a@b', '"a"@b.example', "a@b.example\n", 'a']],
            [
                'email:rfc5321',
                ['a@b', 'a@b.example', '"a b"@b.example', 'a@[127.0.0.1]', 'a@[IPv6:::1]', "$long@b.example"],
                ["a$long@b.example", 'a b@c', 'a@b_c', "\u{e9}@b", 'a@b.', 'a@[127.0.0.256]', '.a@b', "a@b\n", "a@" . str_repeat('b.', 130) . 'c'],
            ],
            ['email:html5', ['a@b', 'a.b+c@d.example', '.a@b', 'a..b@c'], ['a b@c', '"a"@b', 'a@-b', 'a@b-', 'a@b_c', "a@b\n", "\u{e9}@b", 'a@' . str_repeat('b', 64)]],
            ['email:filter', ['a@b.example'], ['a@b', "\u{e9}@b.example", "a@b.example\n", 'a@b.example ']],
            ['email:filter_unicode', ['a@b.example', "\u{e9}@b.example"], ['a@b', 'a b@c.example']],
            ['email:rfc,filter', ['a@b.example'], ['a@b', 'a']],
            ['email:html5,rfc', ['a@b'], ['a..b@c']],
        ]);
    }

    public function testUrls(): void
    {
        self::assertVerdicts([
            [
                'url',
                ['http://a', 'https://example.org', 'HTTP://EXAMPLE.org/a/b?c=d&e=%20#f', 'ftp://user:pass@example.org:21/', 'http://127.0.0.1:8080', 'http://[::1]/', "http://\u{e9}xample.org/\u{e9}", 'ssh://host', 'steam://open', 'http://localhost'],
                ['example.org', 'http:example.org', 'http:/a', 'http://', '://a', 'nope://a', 'http://a b', "http://a\n", 'http://[::1', 'javascript:alert(1)', 'http://?a', 'http://#a', ...self::NO_TEXTS],
            ],
            ['url:https', ['https://a'], ['http://a', 'ftp://a']], ['url:https,myapp', ['myapp://a', 'https://a'], ['http://a']],
            [
                'url:whatwg',
                ['http://a', 'https://example.org/a?b#c', 'http://127.0.0.1', 'http://[::1]:80/', 'https://example.org/%20'],
                ['//a', 'http:a', 'https:', 'http://', 'ftp://a', 'javascript:alert(1)', 'http://a b/', 'http:\\\\a', "http://a\n", ' http://a', 'http://a/ b', 'http://a/%2', 'http://u:p@a/', 'http://a:99999/', 'http://256.1.1.1/', 'http://a/\\'],
            ],
            ['url:whatwg,ftp', ['ftp://a/b'], ['http://a', 'https://a']], ['url:whatwg,https,wss', ['wss://a', 'https://a'], ['http://a', 'ws://a']],
        ]);
    }

    public function testIdentifiers(): void
    {
        $uuids = [];
        foreach ([1, 2, 3, 4, 5, 6, 7, 8] as $version) {
            $uuids[$version] = "f47ac10b-58cc-{$version}372-a567-0e02b2c3d479";
        }
        $nil = '00000000-0000-0000-0000-000000000000';
        $max = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
        self::assertVerdicts([
            [
                'uuid',
                [...array_values($uuids), strtoupper($uuids[4]), $nil, $max, 'f47ac10b-58cc-9372-0567-0e02b2c3d479'],
                ['f47ac10b58cc4372a5670e02b2c3d479', '{' . $uuids[4] . '}', substr($uuids[4], 1), $uuids[4] . 'a', $uuids[4] . "\n", 'g' . substr($uuids[4], 1), ...self::NO_TEXTS],
            ],
            ['uuid:0', [$nil], [$max, $uuids[4]]], ['uuid:nil', [$nil], [$max, $uuids[4]]], ['uuid:max', [$max, strtoupper($max)], [$nil, $uuids[4]]],
            [
                'ulid',
                ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01arz3ndektsv4rrffq69g5fav', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
                ['81ARZ3NDEKTSV4RRFFQ69G5FAV', '01ARZ3NDEKTSV4RRFFQ69G5FA', '01ARZ3NDEKTSV4RRFFQ69G5FAVA', '01ARZ3NDEKTSV4RRFFQ69G5FAI', '01ARZ3NDEKTSV4RRFFQ69G5FAL', '01ARZ3NDEKTSV4RRFFQ69G5FAO', '01ARZ3NDEKTSV4RRFFQ69G5FAU', "01ARZ3NDEKTSV4RRFFQ69G5FAV\n", ...self::NO_TEXTS],
            ],
        ]);
        foreach ($uuids as $version => $uuid) {
            self::assertVerdicts([["uuid:$version", [$uuid, strtoupper($uuid)], [$uuids[$version % 8 + 1], $nil, $max]]]);
        }
    }

    public function testTheNetwork(): void
    {
        $v4 = ['127.0.0.1', '0.0.0.0', '255.255.255.255'];
        $v6 = ['::1', '::', '2001:db8::8a2e:370:7334', '::ffff:127.0.0.1', 'FE80::1'];
        $neither = ['256.0.0.1', '1.2.3', '1.2.3.4.5', '01.2.3.4', '1.2.3.4 ', "1.2.3.4\n", ':::', '1::2::3', '12345::', '::1%eth0', 'a', ...self::NO_TEXTS];
        self::assertVerdicts([
            ['ip', [...$v4, ...$v6], $neither], ['ipv4', $v4, [...$v6, ...$neither]], ['ipv6', $v6, [...$v4, ...$neither]],
            ['mac_address', ['00:1a:2B:3c:4d:5E', '00-1a-2b-3c-4d-5e', '001a.2b3c.4d5e'], ['00:1a:2b:3c:4d', '00:1a-2b:3c:4d:5e', '00:1g:2b:3c:4d:5e', '001a2b3c4d5e', ...self::NO_TEXTS]],
            ['cidr', ['10.0.0.0/8', '0.0.0.0/0', '1.2.3.4/32', '::/0', '2001:db8::/128'], ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '10.0.0.0/a', '10.0.0.0/08', '::/129', '10.0.0/8', '/8', "10.0.0.0/8\n", ...self::NO_TEXTS]],
            ['cidr:4', ['10.0.0.0/8'], ['::/0']], ['cidr:6', ['::/0'], ['10.0.0.0/8']],
            [
                'hostname',
                ['a', 'localhost', 'example.org', 'xn--bcher-kva.example', '3com.example', 'a-b.c', str_repeat('a', 63) . '.b', 'EXAMPLE.ORG'],
                ['-a', 'a-', 'a_b', 'a..b', '.a', '1', '127.0.0.1', 'a.1', str_repeat('a', 64), str_repeat('abcdefghi.', 26) . 'a', "a\n", 'a b', "\u{e9}.example", ...self::NO_TEXTS],
            ],
            ['e164', ['+12025550123', '+1234567', '+123456789012345'], ['12025550123', '+123456', '+1234567890123456', '+02025550123', '+1 202 555', '+', "+12025550123\n", ...self::NO_TEXTS]],
        ]);
    }

    public function testAccountsAndCards(): void
    {
        self::assertVerdicts([
            [
                'iban',
                ['DE89370400440532013000', 'GB82WEST12345698765432', 'FR1420041010050500013M02606', 'NO9386011117947', 'MT84MALT011000012345MTLCAST001S'],
                ['DE89370400440532013001', 'DE8937040044053201300', 'DE89 3704 0044 0532 0130 00', 'de89370400440532013000', 'XX89370400440532013000', 'GB82WEST1234569876543A', 'DE', "DE89370400440532013000\n", ...self::NO_TEXTS],
            ],
            ['bic', ['DEUTDEFF', 'DEUTDEFF500', 'NEDSZAJJXXX'], ['deutdeff', 'DEUTDEF', 'DEUTDEFF5', 'DEUTDEFF5000', 'DEUT1EFF', "DEUTDEFF\n", ...self::NO_TEXTS]],
            ['card_number', ['4111111111111111', '378282246310005', '4222222222222', '6304000000000000'], ['4111111111111112', '4111 1111 1111 1111', '41111111111', '41111111111111111111', 'a', "4111111111111111\n", ...self::NO_TEXTS]],
            ['card_number:visa', ['4111111111111111', '4012888888881881', '4222222222222'], ['5555555555554444', '378282246310005', '4111111111111112']],
            ['card_number:mastercard', ['5555555555554444', '5105105105105100', '2223003122003222'], ['4111111111111111']],
            ['card_number:amex', ['378282246310005', '371449635398431'], ['4111111111111111']], ['card_number:discover', ['6011111111111117', '6011000990139424'], ['4111111111111111']],
            ['card_number:diners', ['30569309025904', '38520000023237'], ['4111111111111111']], ['card_number:jcb', ['3530111333300000', '3566002020360505'], ['4111111111111111']],
            ['card_number:maestro', ['6759649826438453'], ['4111111111111111']], ['card_number:unionpay', ['6240008631401148'], ['4111111111111111']],
            ['card_number:visa,amex', ['4111111111111111', '378282246310005'], ['5555555555554444']],
        ]);
    }

    public function testPublications(): void
    {
        self::assertVerdicts([
            ['isbn', ['0306406152', '0-306-40615-2', '080442957X', '9780306406157', '978-0-306-40615-7', '978 0 306 40615 7'], ['0306406153', '080442957x1', '9780306406158', '1234567890123', '978030640615', 'a', "0306406152\n", ...self::NO_TEXTS]],
            ['isbn:10', ['0306406152'], ['9780306406157']], ['isbn:13', ['9780306406157', '9791234567896'], ['0306406152', '9770306406157']],
            ['issn', ['0378-5955', '03785955', '2434-561X'], ['0378-5956', '0378 5955', '037-85955', '2434-5610', "0378-5955\n", ...self::NO_TEXTS]],
        ]);
    }

    public function testColoursAndBase64(): void
    {
        self::assertVerdicts([
            ['hex_color', ['#fff', '#FFFA', '#1a2b3c', '#1A2B3C4D'], ['fff', '#ff', '#fffff', '#ggg', '#fffffff', "#fff\n", ...self::NO_TEXTS]],
            ['base64', ['YQ==', 'YWI=', 'YWJj', '+/8='], ['YQ', 'YQ=', 'YR==', 'Y Q==', 'YQ==YQ==', '-_8=', "YQ==\n", 'a', '====', ...self::NO_TEXTS]],
        ]);
    }

    public function testTimeZones(): void
    {
        self::assertVerdicts([
            ['timezone', ['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia'], ['utc', 'europe/berlin', 'CEST', '+02:00', 'Mars/Olympus', ' UTC', "UTC\n", ...self::NO_TEXTS]],
            ['timezone:Europe', ['Europe/Berlin'], ['UTC', 'Asia/Tokyo']], ['timezone:europe', ['Europe/Berlin'], ['UTC']], ['timezone:UTC', ['UTC'], ['Europe/Berlin']],
            ['timezone:All_with_BC', [self::oldZone(), 'UTC'], ['Mars']], ['timezone:All', ['UTC'], [self::oldZone()]],
            ['timezone:Per_Country,DE', ['Europe/Berlin'], ['Europe/Paris', 'UTC']], ['timezone:per_country,de', ['Europe/Berlin'], ['UTC']],
        ]);
    }

    /**
     * A zone by a name that is kept for old programs. PHPs that read the system's zones know only those that are installed.
     */
    private static function oldZone(): string
    {
        $old = array_diff(\DateTimeZone::listIdentifiers(\DateTimeZone::ALL_WITH_BC), \DateTimeZone::listIdentifiers());

        return \in_array('US/Eastern', $old, true) ? 'US/Eastern' : reset($old);
    }
}
