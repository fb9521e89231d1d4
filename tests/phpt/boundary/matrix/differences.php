<?php

declare(strict_types=1);

/**
 * What is known not to be as it should, and why: patterns of site and act, and the reason.
 *
 * @return list<array{string, string, string}>
 */
function differences(): array
{
    return [
        ['a filter$', 'memory_limit|fatal|limits', 'PHP itself makes no more user filters once a fatal error has ended one, whatever the backend'],
    ];
}
