#!/usr/bin/env bash
# The example application, asked as `./build.sh run --check` asks it, in each backend.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
failed=0
for backend in extension ffi php; do
    step "the example, backend $backend"
    HIGHPER_BACKEND=$backend ./build.sh run --check || failed=1
done
exit "$failed"
