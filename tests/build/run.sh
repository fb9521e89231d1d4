#!/usr/bin/env bash
# Tests of build.sh and setup on made-up machines; changes nothing on the real one. Closes with "N passed, N failed".
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../../scripts/lib.sh"
. "$here/assert.sh"
. "$here/machine.sh"

scratch_folder
for file in choose setup entry install borrow; do
    . "$here/${file}_test.sh"
done
say "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
