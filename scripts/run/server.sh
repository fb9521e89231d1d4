# The example behind PHP's built-in web server: start, wait until it answers, stop. Sourced, after php.sh's find_php.
# shellcheck shell=bash

server_pid=''

# The options with which $PHP runs the backend that HIGHPER_BACKEND names; the extension, unless it is set.
backend_flags=()
case ${HIGHPER_BACKEND:-extension} in
    extension) backend_flags=(-d "extension=$(extension_path)") ;;
    ffi)
        HIGHPER_LIBRARY=${HIGHPER_LIBRARY:-$(extension_path)}
        export HIGHPER_LIBRARY
        # The web server is not the command line, where FFI is allowed by default.
        backend_flags=(-d ffi.enable=1)
        ;;
    php) ;;
    *) die "HIGHPER_BACKEND is '$HIGHPER_BACKEND'; known are extension, ffi and php" ;;
esac

# The first port from $1 to $2 that nothing listens on; 0 means any. Nothing if all are taken.
free_port() {
    "$PHP" -n -r '
        for ($port = (int) $argv[1]; $port <= min((int) $argv[2], 65535); $port++) {
            if ($server = @stream_socket_server("tcp://127.0.0.1:$port")) {
                echo substr(strrchr(stream_socket_get_name($server, false), ":"), 1);
                break;
            }
        }' "$1" "$2"
}

# server_start PORT DATABASE LOG: returns once it answers.
server_start() {
    local port=$1 log=$3 attempt
    NOTES_DATABASE=$2 "$PHP" ${backend_flags[@]+"${backend_flags[@]}"} -d display_errors=0 -d log_errors=1 \
        -S "127.0.0.1:$port" -t "$ROOT/examples/notes/public" "$ROOT/examples/notes/public/index.php" >>"$log" 2>&1 &
    server_pid=$!
    for ((attempt = 0; attempt < 100; attempt++)); do
        kill -0 "$server_pid" 2>/dev/null || die "the server did not start"
        if curl --silent --noproxy '*' --max-time 5 --output /dev/null "http://127.0.0.1:$port/health"; then
            return 0
        fi
        sleep 0.1
    done
    die "the server does not answer on port $port"
}

server_stop() {
    [ -n "$server_pid" ] || return 0
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    server_pid=''
}
