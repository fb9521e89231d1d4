#!/usr/bin/env bash
# The same random rules and data through the three backends of the validator; their answers must agree: validator.sh [--seed=N] [--schemas=N]
# [--payloads=N] [--families=NAME,...]; `validator.sh --full` has a thousand schemas of each family of rules.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
# The same every time, unless more is asked for or a seed is given: of a test run a failure has to come again.
case " $* " in
    *' --full '*) set -- --schemas=1000 "${@:2}" ;;
    *' --seed='* | *' --seed '*) ;;
    *) set -- --seed=1 "$@" ;;
esac
export HIGHPER_SO HIGHPER_LIBRARY
HIGHPER_SO=$(extension_path)
HIGHPER_LIBRARY=$HIGHPER_SO
unset HIGHPER_BACKEND
exec "$PHP" "$ROOT/tests/differential/validator.php" "$@"
