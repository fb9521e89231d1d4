# Cargo knows what has changed; make does not have to. But what was made is installed as it is: `make install` is run by root, for whom rustup
# may have no Rust, and who would leave files of its own among the user's.
.PHONY: highper-build

highper-build:
	@case " $(MAKECMDGOALS) " in *" install "*) [ ! -f "$(phplibdir)/highper.so" ] || exit 0 ;; esac; \
	PATH="$$(dirname "$(HIGHPER_CARGO)"):$$PATH" "$(HIGHPER_SOURCE)/scripts/build.sh" --for "$(PHP_CONFIG)" && \
	mkdir -p "$(phplibdir)" && \
	cp "$(HIGHPER_SOURCE)/build/php$$("$(PHP_CONFIG)" --version | cut -d. -f1,2)/highper.so" "$(phplibdir)/highper.so"

$(phplibdir)/highper.so: highper-build
