<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Tests\Contract\Documentation;

/**
 * Something is wrong with how a page is written, or with what its example says. The message begins with `page:line`.
 *
 * @internal
 */
class Mistake extends \RuntimeException
{
}
