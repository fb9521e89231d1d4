dnl What phpize makes a configure of, for PIE and for building by hand: phpize, ./configure, make, make install.
dnl The extension is compiled by cargo; phpize's Makefile learns one target more.

PHP_ARG_ENABLE([highper],
  [whether to build highper],
  [AS_HELP_STRING([--disable-highper], [Leave highper out])],
  [yes])

PHP_ARG_WITH([highper-source],
  [for the sources of highper],
  [AS_HELP_STRING([--with-highper-source=DIR], [Where highper's Cargo.toml is])],
  [no],
  [no])

if test "$PHP_HIGHPER" != "no"; then
  highper_here=`cd "$srcdir" && pwd`
  if test "$PHP_HIGHPER_SOURCE" = "no" || test "$PHP_HIGHPER_SOURCE" = "yes"; then
    for highper_candidate in "$highper_here/source" "$highper_here/../.."; do
      if test -f "$highper_candidate/Cargo.toml" && test -f "$highper_candidate/scripts/build.sh"; then
        PHP_HIGHPER_SOURCE=`cd "$highper_candidate" && pwd`
        break
      fi
    done
  fi
  if test ! -f "$PHP_HIGHPER_SOURCE/scripts/build.sh"; then
    AC_MSG_ERROR([the sources of highper were not found; name their folder by --with-highper-source])
  fi
  AC_MSG_NOTICE([building highper from $PHP_HIGHPER_SOURCE])

  AC_PATH_PROG([HIGHPER_CARGO], [cargo], [no], [$PATH:$HOME/.cargo/bin])
  if test "$HIGHPER_CARGO" = "no"; then
    AC_MSG_ERROR([cargo was not found; highper needs Rust, from rustup])
  fi

  HIGHPER_SOURCE=$PHP_HIGHPER_SOURCE
  dnl As it was given to configure; the Makefile would not know it otherwise.
  PHP_SUBST([PHP_CONFIG])
  PHP_SUBST([HIGHPER_SOURCE])
  PHP_SUBST([HIGHPER_CARGO])
  PHP_ADD_MAKEFILE_FRAGMENT([$highper_here/Makefile.frag], [$highper_here])
  dnl What `make` makes and `make install` finds in modules/.
  PHP_MODULES="$PHP_MODULES \$(phplibdir)/highper.so"
fi
