<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native;

/**
 * The outcome of Router::find(). The values are those of FastRoute's dispatcher.
 */
enum RouteStatus: int
{
    case NotFound = 0;
    case Found = 1;
    case MethodNotAllowed = 2;
}
