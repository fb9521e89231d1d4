<?php

declare(strict_types=1);

/* Which process answers. */

echo getmypid();
