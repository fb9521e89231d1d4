<?php

declare(strict_types=1);

namespace HighPerApp\HighPer\Native\Console\Doctor;

/**
 * What findings are known by: programs rely on these. docs/doctor.md says what each means.
 *
 * @internal
 */
enum Code: string
{
    case PhpTooOld = 'php-too-old';
    case Autoloader = 'autoloader';
    case BackendUnknown = 'backend-unknown';
    case BackendRefused = 'backend-refused';
    case BackendForced = 'backend-forced';
    case ExtensionOlder = 'extension-older';
    case ExtensionNewer = 'extension-newer';
    case ExtensionNotInstalled = 'extension-not-installed';
    case ExtensionNotConfigured = 'extension-not-configured';
    case ExtensionFileMissing = 'extension-file-missing';
    case ExtensionNotALibrary = 'extension-not-a-library';
    case ExtensionNotPhp = 'extension-not-php';
    case ExtensionOtherApi = 'extension-other-api';
    case ExtensionOtherBuild = 'extension-other-build';
    case ExtensionGlibc = 'extension-glibc';
    case ExtensionRefused = 'extension-refused';
    case ExtensionNotLoaded = 'extension-not-loaded';
    case ExtensionTwice = 'extension-twice';
    case FfiMissing = 'ffi-missing';
    case FfiDisabled = 'ffi-disabled';
    case FfiLibraryMissing = 'ffi-library-missing';
    case FfiHeaderMissing = 'ffi-header-missing';
    case FfiLibraryUnusable = 'ffi-library-unusable';
    case FfiHeaderUnreadable = 'ffi-header-unreadable';
    case FfiAbi = 'ffi-abi';
    case FfiUnusable = 'ffi-unusable';
    case FfiVersion = 'ffi-version';
    case SodiumMissing = 'sodium-missing';
    case OpensslMissing = 'openssl-missing';
    case ComponentFailed = 'component-failed';
    case Xdebug = 'xdebug';
    case OpcacheMissing = 'opcache-missing';
    case OpcacheOff = 'opcache-off';
    case JitOff = 'jit-off';
    case MemoryLimit = 'memory-limit';
    case JsonOverride = 'json-override';
    case FpmAsked = 'fpm-asked';
    case FpmMissing = 'fpm-missing';
    case FpmSilent = 'fpm-silent';
    case FpmConfiguration = 'fpm-configuration';
}
