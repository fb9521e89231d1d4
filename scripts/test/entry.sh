#!/usr/bin/env bash
# build.sh itself: what setup decides on machines of every kind, and how results are counted.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

exec tests/build/run.sh
