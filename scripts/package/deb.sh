# A package for Debian and its kin, laid out as theirs of PHP's extensions are. Sourced by package.sh.
# shellcheck shell=bash

# pack_deb FOLDER TRIPLE: from what lay_out made.
pack_deb() {
    local from=$1 php api architecture root name documents by library=$1/highper.so
    php=$(php_minor)
    by=$(maintainer)
    if ! have dpkg-deb; then
        warn 'no Debian package: there is no dpkg-deb here'
        return
    fi
    api=$("$PHP_CONFIG" --phpapi 2>/dev/null) || api=''
    case $api in
        20[0-9]*) ;;
        *) warn "no Debian package: $PHP_CONFIG is not Debian's and names no phpapi"; return ;;
    esac
    architecture=$(debian_architecture "$2")
    name=php$php-highper
    root=$SCRATCH/$name
    documents=$root/usr/share/doc/$name
    rm -rf "$root"
    mkdir -p "$root/DEBIAN" "$root/usr/lib/php/$api" "$root/usr/include/php/$api/ext/highper" "$root/etc/php/$php/mods-available" \
        "$documents"

    cp "$library" "$root/usr/lib/php/$api/"
    cp "$from/highper.h" "$root/usr/include/php/$api/ext/highper/"
    # Where FFI looks for it: beside the library.
    ln -s "../../../include/php/$api/ext/highper/highper.h" "$root/usr/lib/php/$api/highper.h"
    cp "$from/50-highper.ini" "$root/etc/php/$php/mods-available/highper.ini"
    cp "$from/highper.stub.php" "$documents/"
    for file in CHANGELOG.md THIRD-PARTY-LICENSES.txt RUST-STD-COPYRIGHT.html sbom.cdx.json; do
        gzip -n -9 <"$from/$file" >"$documents/$file.gz"
    done
    debian_changelog | gzip -n -9 >"$documents/changelog.gz"
    # The licence itself, indented as that form wants it.
    sed 's/^$/./; s/^/ /' "$from/LICENSE" | sed '1,2d' >"$SCRATCH/licence"
    fill "$ROOT/packaging/debian/copyright" | sed -e "/^@LICENCE@\$/{r $SCRATCH/licence" -e 'd;}' >"$documents/copyright"

    for file in postinst prerm postrm; do
        fill "$ROOT/packaging/debian/$file" >"$root/DEBIAN/$file"
    done
    echo "/etc/php/$php/mods-available/highper.ini" >"$root/DEBIAN/conffiles"
    (cd "$root" && find usr -type f | sort | xargs md5sum >DEBIAN/md5sums)
    fill "$ROOT/packaging/debian/control" >"$root/DEBIAN/control"
    find "$root" -type d -exec chmod 755 {} +
    find "$root" -type f -exec chmod 644 {} +
    chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm" "$root/DEBIAN/postrm"
    set_times "$root"
    # xz with one thread: with more, the blocks depend on their number.
    dpkg-deb --root-owner-group --threads-max=1 -Zxz --build "$root" "$SCRATCH/$name.deb" >/dev/null
    mv -f "$SCRATCH/$name.deb" "$output/${name}_${version}_$architecture.deb"
    made "$output/${name}_${version}_$architecture.deb"
}

# Who answers for the package: the one that HIGHPER_MAINTAINER names, for those who give it to others under their own name.
maintainer() {
    local named=${HIGHPER_MAINTAINER:-$(sed -n 's/^Maintainer: //p' "$ROOT/packaging/debian/control")}
    case $named in
        *$'\n'* | '<'*) ;;
        *' <'?*@?*'>') echo "$named" && return ;;
    esac
    die "HIGHPER_MAINTAINER is '$named', and a name and an address are wanted: A Name <name@example.com>"
}

# fill FILE: with what pack_deb knows in the places of the names.
fill() {
    sed -e "s/@PHP@/$php/g" -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@API@/$api/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$root" | cut -f1)/" -e "s/@LIBRARIES@/$(debian_libraries "$library")/" \
        -e "s/^Maintainer: .*/Maintainer: $(sed 's,[\\/&],\\&,g' <<<"$by")/" "$1"
}

# debian_libraries LIBRARY: the packages of what it is linked with, in the oldest version that has every symbol it asks for.
debian_libraries() {
    local readelf needed packages=''
    readelf=$(binutil readelf "$triple")
    newest() { "$readelf" --version-info --wide "$1" | grep -o "$2_[0-9.]*" | sort -u -t_ -k2 -V | tail -n 1 | cut -d_ -f2; }
    for needed in $("$readelf" --dynamic --wide "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
        case $needed in
            libc.so.6 | libm.so.6 | ld-linux-*.so.*) ;;
            libgcc_s.so.1) packages=", libgcc-s1 (>= $(newest "$1" GCC))" ;;
            *) die "the library needs $needed, and scripts/package/deb.sh does not know the package of it" ;;
        esac
    done
    echo "libc6 (>= $(newest "$1" GLIBC))$packages"
}

debian_changelog() {
    printf 'highper (%s) unstable; urgency=medium\n\n  * Release %s: CHANGELOG.md.gz in this folder says what is new.\n\n -- %s  %s\n' \
        "$version" "$version" "$by" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
}
