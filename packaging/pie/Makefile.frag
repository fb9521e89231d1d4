# Cargo knows what has changed; make does not have to.
.PHONY: highper-build

highper-build:
	PATH="$$(dirname "$(HIGHPER_CARGO)"):$$PATH" "$(HIGHPER_SOURCE)/scripts/build.sh" --for "$(PHP_CONFIG)"

$(phplibdir)/highper.so: highper-build
	@mkdir -p "$(phplibdir)"
	cp "$(HIGHPER_SOURCE)/build/php$$("$(PHP_CONFIG)" --version | cut -d. -f1,2)/highper.so" "$@"
