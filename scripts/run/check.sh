#!/usr/bin/env bash
# Asks the running example what its clients would ask and compares each answer: status, headers, body.
# Needs a built extension; `./build.sh run --check` sees to that. HIGHPER_BACKEND asks another backend. Closes with "N passed, N failed".
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/run/server.sh"
find_php || die "no PHP was found; run ./build.sh setup"

scratch_folder
trap 'server_stop; rm -rf "$SCRATCH"' EXIT
trap 'exit 130' INT TERM
port=$(free_port 0 0)
server_start "$port" "$SCRATCH/notes.sqlite" "$SCRATCH/server.log"

passed=0
failed=0

# expect STATUS HEADER BODY METHOD TARGET [curl's options]: HEADER is a whole header line, '' for none in particular. In the
# body, what changes from run to run is masked: when a note was made, a token and when it expires.
expect() {
    local status=$1 header=$2 body=$3 method=$4 target=$5 got_status got_body problem=''
    shift 5
    local request=(--request "$method")
    [ "$method" != HEAD ] || request=(--head)
    got_status=$(curl --silent --show-error --noproxy '*' --path-as-is --max-time 20 "${request[@]}" "$@" \
        --dump-header "$SCRATCH/headers" --output "$SCRATCH/body" --write-out '%{http_code}' "http://127.0.0.1:$port$target") || true
    got_body=''
    # MessagePack is compared as the JSON that it becomes.
    if [ -f "$SCRATCH/body" ] && finds -i '^content-type: application/[a-z.-]*msgpack' <"$SCRATCH/headers"; then
        transcode msgpack json <"$SCRATCH/body" >"$SCRATCH/json" || problem+=$'\n''  the body is no MessagePack'
        mv "$SCRATCH/json" "$SCRATCH/body"
    fi
    [ "$method" = HEAD ] || [ ! -f "$SCRATCH/body" ] || got_body=$(sed -E -e 's/"(created|expires)":"[0-9TZ:-]*"/"\1":"…"/g' -e 's/"token":"v4\.public\.[A-Za-z0-9_-]*"/"token":"…"/' "$SCRATCH/body")
    [ "$got_status" = "$status" ] || problem+=$'\n'"  status: expected $status, got $got_status"
    if [ -n "$header" ] && ! tr -d '\r' <"$SCRATCH/headers" | finds -ixF "$header"; then
        problem+=$'\n'"  header: expected $header, got:"$'\n'"$(sed 's/^/    /' "$SCRATCH/headers")"
    fi
    [ "$got_body" = "$body" ] || problem+=$'\n'"  body: expected $body"$'\n'"        got      $got_body"
    rm -f "$SCRATCH/headers" "$SCRATCH/body"
    if [ -z "$problem" ]; then
        passed=$((passed + 1))
        say "ok    $method $target -> $status"
    else
        failed=$((failed + 1))
        say "FAIL  $method $target$problem"
    fi
}

# note NAME COMMAND...: notes whether the command succeeded.
note() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        say "ok    $name"
    else
        failed=$((failed + 1))
        say "FAIL  $name"
    fi
}

php_with_backend() { "$PHP" ${backend_flags[@]+"${backend_flags[@]}"} "$@"; }

# A token as POST /login gives it to a user of the example.
log_in() {
    curl --silent --noproxy '*' --max-time 20 --header 'Content-Type: application/json' --data-raw "$1" "http://127.0.0.1:$port/login" |
        sed 's/.*"token":"\([^"]*\)".*/\1/'
}

# transcode FROM TO: standard input in another format.
transcode() {
    php_with_backend -r '
        require getenv("ROOT") . "/examples/notes/autoload.php";
        $serializer = new HighPerApp\HighPer\Native\Serializer();
        echo $serializer->transcode(stream_get_contents(STDIN), "application/$argv[1]", "application/$argv[2]");' "$1" "$2"
}

# What a problem document looks like.
problem() { printf '{"title":"%s","status":%s,"detail":"%s"%s}' "$1" "$2" "$3" "${4:+,\"errors\":$4}"; }
# What is said of a body that does not follow the rules.
broken() { problem 'Unprocessable Content' 422 'The body does not follow the rules.' "$1"; }

login=(--header 'Content-Type: application/json' --data-raw)
json_type='Content-Type: application/json'
problem_type='Content-Type: application/problem+json'
first='{"id":1,"title":"First","body":"","folder":"home/2026","tags":["café","plan"],"created":"…","url":"/notes/1"}'
second='{"id":2,"title":"Second","body":"50 % done","folder":"","tags":["a/b"],"created":"…","url":"/notes/2"}'
changed='{"id":1,"title":"Changed","body":"now","folder":"work","tags":[],"created":"…","url":"/notes/1"}'
nothing=$(problem 'Not Found' 404 'There is nothing at this path.')

# The backend that was asked for answers, not a fallback.
expect 200 "$json_type" "{\"status\":\"ok\",\"backend\":\"${HIGHPER_BACKEND:-extension}\",\"php\":\"$("$PHP" -n -r 'echo PHP_VERSION;')\"}" GET /health

# Logging in.
writer='{"user":"writer","password":"notes for everyone"}'
expect 200 'Cache-Control: no-store' '{"token":"…","expires":"…"}' POST /login "${login[@]}" "$writer"
expect 200 'Content-Type: application/msgpack' '{"token":"…","expires":"…"}' POST /login --header 'Accept: application/msgpack' \
    "${login[@]}" '{"user":"editor","password":"corrections welcome"}'
stranger=$(problem Unauthorized 401 'There is no such user with this password.')
expect 401 'WWW-Authenticate: Bearer realm="notes"' "$stranger" POST /login "${login[@]}" '{"user":"writer","password":"corrections welcome"}'
expect 401 "$problem_type" "$stranger" POST /login "${login[@]}" '{"user":"nobody","password":"notes for everyone"}'
expect 422 "$problem_type" "$(broken '{"password":["Password is required."]}')" POST /login "${login[@]}" '{"user":"writer"}'
expect 422 "$problem_type" "$(broken '{"user":["User must be text."],"password":["Password must have at most 1000 characters."]}')" \
    POST /login "${login[@]}" "{\"user\":7,\"password\":\"$(printf '%01001d' 0)\"}"
expect 200 'Cache-Control: no-store' '{"token":"…","expires":"…"}' POST /login "${login[@]}" "${writer%\}},\"remember\":true}"

token=$(log_in "$writer")
bearer=(--header "Authorization: Bearer $token")
json=("${bearer[@]}" "${login[@]}")

# Found: static, with parameters, with a percent-encoded parameter, with a catch-all.
expect 200 "$json_type" '{"notes":[]}' GET /notes
expect 201 'Location: /notes/1' "$first" POST /notes "${json[@]}" '{"title":"First","folder":"home/2026","tags":["plan","café"]}'
expect 201 'Location: /notes/2' "$second" POST /notes "${json[@]}" '{"title":"Second","body":"50 % done","tags":["a/b"]}'
expect 200 "$json_type" "{\"notes\":[$first,$second]}" GET '/notes?ignored=/health'
expect 200 "$json_type" "$first" GET /notes/1
expect 200 "$json_type" "$first" GET /%6Eotes/%31
expect 200 "$json_type" "{\"tag\":\"café\",\"notes\":[$first]}" GET /notes/tagged/caf%C3%A9
expect 200 "$json_type" "{\"tag\":\"a/b\",\"notes\":[$second]}" GET /notes/tagged/a%2Fb
expect 200 "$json_type" "{\"folder\":\"home/2026\",\"notes\":[$first]}" GET /folders/home/2026
expect 200 "$json_type" '{"day":"2000-02-29","notes":[]}' GET /notes/on/2000-02-29
expect 200 "$json_type" '' HEAD /notes/1
expect 200 "$json_type" "$changed" PUT /notes/1 "${json[@]}" '{"title":"Changed","body":"now","folder":"work"}'
expect 204 '' '' DELETE /notes/2 "${bearer[@]}"

# Writing without a token that is good for it, whatever is written.
key_file=$SCRATCH/notes.sqlite.key
challenge='WWW-Authenticate: Bearer realm="notes"'
unknown=$(problem Unauthorized 401 'This needs a token: POST /login gives one.')
expect 401 "$challenge" "$unknown" POST /notes "${login[@]}" '{"title":"Nobody"}'
expect 401 "$problem_type" "$unknown" PUT /notes/1 "${login[@]}" '{"title":"Nobody"}'
expect 401 "$challenge" "$unknown" DELETE /notes/1
expect 401 "$challenge" "$unknown" DELETE /notes/1 --header 'Authorization: Basic d3JpdGVyOm5vdGVz'
invalid=$(problem Unauthorized 401 'The token is not valid.')
# Not issued by the example: changed, of another key, for another application, from the future, and no token at all.
for kind in forged foreign elsewhere early; do
    refused=$(php_with_backend "$ROOT/scripts/run/token.php" "$key_file" "$kind")
    note "there is a token to be refused: $kind" test "${refused#v4.public.}" != "$refused"
    expect 401 "$challenge, error=\"invalid_token\"" "$invalid" DELETE /notes/1 --header "Authorization: Bearer $refused"
done
expect 401 "$challenge, error=\"invalid_token\"" "$invalid" POST /notes --header 'Authorization: Bearer v4.public.' "${login[@]}" '{"title":"Nobody"}'
expired=$(php_with_backend "$ROOT/scripts/run/token.php" "$key_file" expired)
expect 401 "$challenge, error=\"invalid_token\", error_description=\"expired\"" "$(problem Unauthorized 401 'The token has expired: log in again.')" \
    DELETE /notes/1 --header "Authorization: Bearer $expired"
expect 200 "$json_type" "{\"notes\":[$changed]}" GET /notes

# The key outlives the server, and nobody else can read it.
server_stop
server_start "$port" "$SCRATCH/notes.sqlite" "$SCRATCH/server.log"
expect 200 "$json_type" "$changed" PUT /notes/1 "${json[@]}" '{"title":"Changed","body":"now","folder":"work"}'
note 'only its owner can read the key' test -n "$(find "$key_file" -perm 600)"
note 'the key is a PASERK' grep -q '^k4\.secret\.' "$key_file"

# MessagePack, asked for and sent, under several of its names.
packed=("${bearer[@]}" --header 'Content-Type: application/msgpack' --data-binary "@$SCRATCH/packed")
third='{"id":3,"title":"Third","body":"","folder":"","tags":["é"],"created":"…","url":"/notes/3"}'
printf '{"title":"Third","tags":["\\u00e9"]}' | transcode json msgpack >"$SCRATCH/packed"
expect 201 'Content-Type: application/json' "$third" POST /notes "${packed[@]}" --header 'Accept: application/json, application/msgpack;q=0.9'
expect 200 'Content-Type: application/msgpack' "$changed" GET /notes/1 --header 'Accept: application/msgpack'
expect 200 'Vary: Accept' "$third" GET /notes/3 --header 'Accept: text/html, application/msgpack;q=0.9, application/json;q=0.8'
expect 200 'Content-Type: application/x-msgpack' "{\"notes\":[$changed,$third]}" GET /notes --header 'Accept: application/x-msgpack'
expect 200 'Content-Type: application/vnd.notes+json' "$changed" GET /notes/1 --header 'Accept: application/vnd.notes+json'
expect 200 'Content-Type: application/vnd.msgpack' "$third" PUT /notes/3 "${packed[@]}" --header 'Accept: application/vnd.msgpack'
expect 406 "$problem_type" "$(problem 'Not Acceptable' 406 "Nothing fits the Accept header 'text/html': there are application/json and application/msgpack.")" \
    GET /notes/1 --header 'Accept: text/html'
printf '\xc1' >"$SCRATCH/packed"
expect 400 "$problem_type" "$(problem 'Bad Request' 400 'The body is not MessagePack: Format byte 0xc1 at byte 0: MessagePack never uses it.')" POST /notes "${packed[@]}"
packed_type='Content-Type: application/msgpack'
expect 404 "$packed_type" "$(problem 'Not Found' 404 'There is no note 2.')" GET /notes/2 --header 'Accept: application/msgpack'
expect 404 "$problem_type" "$(problem 'Not Found' 404 'There is no note 2.')" GET /notes/2 --header 'Accept: application/vnd.notes+json'
expect 204 '' '' DELETE /notes/3 "${bearer[@]}"

# Not found: no such path, no such note, a constraint that fails, an escape that is none.
expect 404 "$problem_type" "$nothing" GET /nowhere
expect 404 "$problem_type" "$(problem 'Not Found' 404 'There is no note 2.')" GET /notes/2
expect 404 "$problem_type" "$(problem 'Not Found' 404 'There is no note 99999999999999999999.')" GET /notes/99999999999999999999
expect 404 "$problem_type" "$nothing" GET /notes/one
expect 404 "$problem_type" "$nothing" GET /notes/on/2001-02-29
expect 404 "$problem_type" "$nothing" GET /notes/tagged/%zz
expect 308 'Location: /notes' '' GET /notes/

# Another method: 405 with Allow; OPTIONS answered by itself.
expect 405 'Allow: GET, HEAD, POST, OPTIONS' "$(problem 'Method Not Allowed' 405 'This is not there for DELETE.')" DELETE /notes
expect 405 'Allow: GET, HEAD, PUT, DELETE, OPTIONS' "$(problem 'Method Not Allowed' 405 'This is not there for PATCH.')" PATCH /notes/1
expect 204 'Allow: GET, HEAD, PUT, DELETE, OPTIONS' '' OPTIONS /notes/1

# Input that is refused.
form="Media type 'application/x-www-form-urlencoded' is not supported: use application/json or application/msgpack."
expect 415 "$problem_type" "$(problem 'Unsupported Media Type' 415 "$form")" POST /notes "${bearer[@]}" --data-raw title=First
expect 400 "$problem_type" "$(problem 'Bad Request' 400 'The body is not JSON: Syntax error in line 2, column 9.')" POST /notes "${json[@]}" $'{\n"title":'
expect 400 "$problem_type" "$(problem 'Bad Request' 400 'The body is not an object.')" POST /notes "${json[@]}" '[]'
expect 400 "$problem_type" "$(problem 'Bad Request' 400 'The path is not UTF-8.')" GET /notes/tagged/%FF

# Bodies that do not follow the rules: fields that are missing, too long or of another type, one by one and together.
expect 422 "$problem_type" "$(broken '{"title":["Title is required."]}')" POST /notes "${json[@]}" '{}'
expect 422 "$problem_type" "$(broken '{"title":["Title is required."]}')" POST /notes "${json[@]}" '{"title":" \t","body":null}'
long=$(printf '%0200d' 0)
expect 422 "$problem_type" "$(broken '{"title":["Title must have at most 200 characters."]}')" POST /notes "${json[@]}" "{\"title\":\"é$long\"}"
expect 422 "$problem_type" "$(broken '{"title":["Title must be text."]}')" PUT /notes/1 "${json[@]}" '{"title":5}'
expect 422 "$problem_type" "$(broken '{"folder":["Folder must be a path such as home/2026."]}')" POST /notes "${json[@]}" '{"title":"a","folder":"home/"}'
expect 422 "$problem_type" "$(broken '{"tags":["Tags must be a list."]}')" POST /notes "${json[@]}" '{"title":"a","tags":{"0":"plan"}}'
expect 422 "$problem_type" "$(broken '{"title":["Title is required."],"body":["Body must be text."],"folder":["Folder must be text."]}')" \
    POST /notes "${json[@]}" '{"body":["a"],"folder":false,"colour":"red"}'
# Lists: what is wrong is told with its place, up to the limit.
tags='{"tags.1":["A tag is required."],"tags.2":["A tag must be text."],"tags.3":["A tag must be text."],"tags.4":["A tag must have at most 50 characters."]}'
expect 422 "$problem_type" "$(broken "$tags")" POST /notes "${json[@]}" "{\"title\":\"a\",\"tags\":[\"plan\",\" \",7,{\"a\":\"b\"},\"$long\"]}"
many=$("$PHP" -n -r 'echo json_encode(array_fill(0, 9000, 7));')
limited=$("$PHP" -n -r '
    $tags = array_fill_keys(array_map(fn (int $at): string => "tags.$at", range(0, 18)), ["A tag must be text."]);
    echo json_encode(["tags" => ["Tags must have at most 20 items."]] + $tags);')
expect 422 "$problem_type" "$(broken "$limited")" POST /notes "${json[@]}" "{\"title\":\"a\",\"tags\":$many}"
# In MessagePack, where that is asked for; and what only MessagePack can bring: `bin`, which need not be UTF-8.
expect 422 "$packed_type" "$(broken '{"title":["Title is required."]}')" POST /notes "${json[@]}" '{}' --header 'Accept: application/msgpack'
printf '\x81\xa5title\xc4\x01\xff' >"$SCRATCH/packed"
expect 422 "$problem_type" "$(broken '{"title":["Title must be encoded in UTF-8."]}')" POST /notes "${packed[@]}"

# What no rule names is dropped, the space around texts as well, and a tag that is there twice.
fourth='{"id":4,"title":"Fourth","body":" as it is ","folder":"","tags":["plan"],"created":"…","url":"/notes/4"}'
expect 201 'Location: /notes/4' "$fourth" POST /notes "${json[@]}" \
    '{"id":1,"title":" Fourth\n","body":" as it is ","folder":null,"tags":["plan "," plan"],"created":"never","colour":"red"}'

# Nothing of this may have made PHP complain.
complaint='PHP (Warning|Notice|Deprecated|Fatal error|Parse error)'
! grep -E "$complaint" "$SCRATCH/server.log" || say 'The server complained as above.'
note "the server's log has no complaint" test -z "$(grep -E "$complaint" "$SCRATCH/server.log")"
note "the server's log has no key and no token" test -z "$(grep -E 'k4\.secret|v4\.public' "$SCRATCH/server.log")"

say "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
