#!/usr/bin/env bash
# The PHPUnit suite against one backend: phpunit.sh extension|ffi|php [PHPUnit's options].
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

backend=${1:-}
[ $# -eq 0 ] || shift
phpunit=$(find_phpunit) || die "PHPUnit was not found; run ./build.sh setup"
# The suite compares this with Backend::current() and fails as a whole on a difference: no lane quietly runs another backend.
export HIGHPER_EXPECT=$backend
flags=(-d memory_limit=512M -d zend.assertions=1)
case $backend in
    extension)
        need_extension
        unset HIGHPER_BACKEND
        flags+=(-d "extension=$(extension_path)")
        ;;
    ffi)
        need_extension
        export HIGHPER_BACKEND=ffi HIGHPER_LIBRARY
        HIGHPER_LIBRARY=$(extension_path)
        flags+=(-d ffi.enable=1)
        ;;
    php) export HIGHPER_BACKEND=php ;;
    *) die "phpunit.sh knows extension, ffi and php, not '$backend'" ;;
esac
exec "$PHP" "${flags[@]}" "$phpunit" --configuration "$ROOT/phpunit.xml.dist" "$@"
