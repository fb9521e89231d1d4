<?php

declare(strict_types=1);

/* What PHP-FPM itself takes for a request. */

header('Content-Type: application/json');
echo '{}';
