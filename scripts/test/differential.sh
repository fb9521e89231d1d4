#!/usr/bin/env bash
# The same random tables and paths through the three backends; their answers must agree.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
export HIGHPER_SO HIGHPER_LIBRARY
HIGHPER_SO=$(extension_path)
HIGHPER_LIBRARY=$HIGHPER_SO
unset HIGHPER_BACKEND
exec "$PHP" "$ROOT/tests/differential/run.php" "$@"
