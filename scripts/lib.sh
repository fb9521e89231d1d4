# What every script shares: paths, messages, consent. Sourced, never run; finding PHP is in php.sh.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export ROOT

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
# The beginning of a step that may take long.
step() { printf '==> %s\n' "$*"; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Where --help or -h is asked for, prints the comment that the script begins with, and ends it.
help_if_asked() {
    local argument
    for argument in "$@"; do
        case $argument in
            --help | -h)
                sed -n '2,/^set /s/^# \{0,1\}//p' "$0"
                exit 0
                ;;
        esac
    done
}

# grep as a question to a pipeline. `grep -q` would leave at the first match, the writer would die of the closed pipe, and
# with pipefail the answer would be no; counting reads to the end.
finds() { [ "$(grep -c "$@")" != 0 ]; }

# The suffix of a dynamic library here. PHP itself accepts a full path with any suffix.
library_suffix() {
    case $(uname -s) in
        Darwin) echo dylib ;;
        *) echo so ;;
    esac
}

# Where `build` puts the extension.
extension_path() { echo "$ROOT/build/highper.$(library_suffix)"; }

# Whether the user allowed changes to this machine beforehand.
consented() {
    [ "${HIGHPER_YES:-}" = 1 ] || [ "${CI:-}" = 1 ] || [ "${CI:-}" = true ]
}

# Asks on a terminal. Where there is none the answer is no: a script must not wait for what cannot come.
ask() {
    local answer
    [ -t 0 ] && [ -t 2 ] || return 1
    printf '%s [y/N] ' "$1" >&2
    read -r answer || return 1
    case $answer in
        y | Y | yes | Yes | YES) return 0 ;;
        *) return 1 ;;
    esac
}

# Runs a command as root, with sudo where this user is not root.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

can_be_root() { [ "$(id -u)" = 0 ] || have sudo; }

# A folder that is deleted when the script ends.
scratch_folder() {
    local folder
    folder=$(mktemp -d "${TMPDIR:-/tmp}/highper.XXXXXX")
    # shellcheck disable=SC2064 # the folder's name is known now and may not be later
    trap "rm -rf $(printf '%q' "$folder")" EXIT
    SCRATCH=$folder
}
