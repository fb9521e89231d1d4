# Debian 12's third way: PHP 8.4 from Debian 13's archive, pinned low, so that nothing else comes from there by itself.
# Sourced by setup.sh, after apt.sh.
# shellcheck shell=bash

TRIXIE_SOURCE=$APT_DIR/sources.list.d/highper-trixie.sources
TRIXIE_PIN=$APT_DIR/preferences.d/highper-trixie

# "URI [KEYRING]" of the Debian mirror that apt's sources name for bookworm, in either format; nothing elsewhere.
# The suites' own archive only: security and backports live under other names or suites.
trixie_mirror() {
    local file
    for file in "$APT_DIR/sources.list" "$APT_DIR"/sources.list.d/*.list; do
        [ ! -f "$file" ] || awk '
            $1 != "deb" { next }
            {
                keyring = ""; first = 2
                if ($2 ~ /^\[/) {
                    while (first <= NF) {
                        option = $first; gsub(/[][]/, "", option)
                        if (option ~ /^signed-by=/) keyring = substr(option, 11)
                        if ($(first++) ~ /\]$/) break
                    }
                }
                if ($first ~ /^(https?|file):/ && $(first + 1) == "bookworm") print $first, keyring
            }' "$file"
    done | sed -n 1p | grep . && return
    for file in "$APT_DIR"/sources.list.d/*.sources; do
        [ ! -f "$file" ] || awk '
            function give() {
                if (types ~ /(^| )deb( |$)/ && suites ~ /(^| )bookworm( |$)/ && enabled != "no" && uri ~ /^(https?|file):/) print uri, keyring
                types = suites = uri = keyring = enabled = ""
            }
            /^#/ { next }
            /^[[:space:]]*$/ { give(); next }
            { field = tolower($1); value = $0; sub(/^[^:]*:[[:space:]]*/, "", value) }
            field == "types:" { types = value }
            field == "suites:" { suites = value }
            field == "uris:" { uri = $2 }
            field == "enabled:" { enabled = tolower(value) }
            # A key may be given in place of a file; it would go over several lines, and the system keyring knows the archive anyway.
            field == "signed-by:" && value ~ /^\// { keyring = value }
            END { give() }' "$file"
    done | sed -n 1p
}

# Whether apt knows the suite already, from here or from the administrator.
trixie_known() { LC_ALL=C apt-cache policy 2>/dev/null | finds 'n=trixie'; }

trixie_explain() {
    cat <<'TEXT'
Debian 12's own PHP is 8.2; highper needs 8.3 or newer. There are three ways:

  1. A third-party PHP repository that you trust. Set it up, then run this command again: it finds the newer PHP.
  2. A container of Debian 13 or Ubuntu 24.04, with this folder mounted in it.
  3. Debian 13's archive ("trixie"), from the mirror that this machine uses already, pinned so low that nothing else
     is taken from it by itself. It raises libc6 to 2.41 for the whole machine; that is hard to undo.
TEXT
}

trixie_refused() {
    cat <<'TEXT'

Nothing was changed. To go the third way: --yes, HIGHPER_SETUP=trixie in the environment, or yes when asked on a terminal.
TEXT
}

# Makes the suite known to apt. If that fails, the machine is left as it was.
trixie_enable() {
    local mirror uri keyring
    trixie_known && return 0
    mirror=$(trixie_mirror)
    read -r uri keyring <<<"$mirror"
    step "Adding $uri trixie, pinned to priority 100 ($TRIXIE_SOURCE, $TRIXIE_PIN)"
    as_root mkdir -p "$(dirname "$TRIXIE_SOURCE")" "$(dirname "$TRIXIE_PIN")"
    # The pin first: the suite must not be known without it for even a moment.
    printf '# Written by highper'"'"'s setup: Debian 13 for PHP alone. Delete it with %s.\nPackage: *\nPin: release n=trixie\nPin-Priority: 100\n' \
        "$TRIXIE_SOURCE" | as_root tee "$TRIXIE_PIN" >/dev/null
    printf '# Written by highper'"'"'s setup: Debian 13 for PHP alone. Delete it with %s.\nTypes: deb\nURIs: %s\nSuites: trixie\nComponents: main\n%s' \
        "$TRIXIE_PIN" "$uri" "${keyring:+Signed-By: $keyring
}" | as_root tee "$TRIXIE_SOURCE" >/dev/null
    if ! apt_update || ! trixie_known; then
        as_root rm -f "$TRIXIE_SOURCE" "$TRIXIE_PIN"
        die "apt could not read the suite trixie from $uri; the two files were taken away again"
    fi
}
