# What this machine's apt knows and how to install with it. Sourced by setup.sh, after lib.sh.
# shellcheck shell=bash

# Only tests set this: they bring an /etc/apt of their own.
APT_DIR=${HIGHPER_APT_DIR:-/etc/apt}
# Where package lists are read from, if not from apt's own place (see apt_need_lists).
APT_LISTS=()

have_apt() { have apt-get && have apt-cache; }

# Package lists to decide by. A fresh container has none; they are fetched into a folder of our own then, because
# deciding must change nothing on the machine, and needs no root.
apt_need_lists() {
    apt_policy libc6 | finds '^  Candidate: [^(]' && return 0
    step "Fetching apt's package lists, to see what it offers (into a temporary folder)"
    mkdir -p "$SCRATCH/lists/partial" "$SCRATCH/cache"
    APT_LISTS=(-o "Dir::State::lists=$SCRATCH/lists" -o "Dir::Cache=$SCRATCH/cache" -o "APT::Sandbox::User=$(id -un)")
    apt-get "${APT_LISTS[@]}" -qq update || warn "apt could not fetch its package lists"
}

apt_policy() { LC_ALL=C apt-cache ${APT_LISTS[@]+"${APT_LISTS[@]}"} policy "$1" 2>/dev/null; }

# "VERSION PRIORITY SUITE" of what apt would install: the highest priority among the archives that carry it.
# Nothing if no archive does.
apt_candidate() {
    apt_policy "$1" | awk '
        $1 == "Candidate:" { candidate = $2; next }
        candidate == "" || candidate == "(none)" { next }
        # A version has a line of its own; the archives that carry it follow, further to the right.
        /^ (\*\*\*|   ) [^ ]/ { version = ($1 == "***") ? $2 : $1; next }
        version == candidate && $1 ~ /^-?[0-9]+$/ && $2 !~ /^\/var\/lib\/dpkg/ {
            if (best == "" || $1 + 0 > best + 0) { best = $1; split($3, place, "/"); suite = place[1] }
        }
        END { if (best != "") print candidate, best, suite }'
}

# Whether apt would install the package without being told a suite: archives that are pinned low (or are backports) do not count.
apt_offers() {
    local priority
    priority=$(apt_candidate "$1" | cut -d' ' -f2)
    [ -n "$priority" ] && [ "$priority" -ge 500 ]
}

# The suite to name for a package of an archive that is pinned low; nothing where apt takes it by itself.
apt_suite_for() {
    local candidate
    candidate=$(apt_candidate "$1")
    [ -n "$candidate" ] || return 0
    # shellcheck disable=SC2086 # three words
    set -- $candidate
    [ "$2" -ge 500 ] || echo "$3"
}

apt_update() {
    step "Fetching apt's package lists"
    as_root apt-get -q update
}

# apt_install SUITE PACKAGE...: an empty SUITE leaves the choice to apt.
apt_install() {
    local suite=$1
    shift
    step "Installing${suite:+ from $suite}: $*"
    # Without a front end: a library upgrade would otherwise ask whether services may restart.
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a \
        apt-get -q -y -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
        install --no-install-recommends ${suite:+-t "$suite"} "$@"
}
