#!/usr/bin/env bash
# The example application, asked as `./build.sh run --check` asks it.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
exec ./build.sh run --check
