#!/usr/bin/env bash
# The same random values and damaged bytes through the three backends of the serializer; their answers must agree, and agree with PHP's own JSON
# functions: serializer.sh [--seed=N] [--structures=N] ...; `serializer.sh --full` has a hundred thousand structures, a
# million doubles and every beginning of up to 4 KiB of the large documents.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
[ "${1:-}" != --full ] || set -- --structures=100000 --doubles=1000000 --documents=100000 --messages=50000 --truncations=4096 "${@:2}"
export HIGHPER_SO HIGHPER_LIBRARY
HIGHPER_SO=$(extension_path)
HIGHPER_LIBRARY=$HIGHPER_SO
unset HIGHPER_BACKEND
exec "$PHP" "$ROOT/tests/differential/serializer.php" "$@"
