-- A browser's request for a random user, `depth` at a time.
local headers = table.concat({
  "Host: 127.0.0.1:8080",
  "Connection: keep-alive",
  "Cache-Control: max-age=0",
  "Upgrade-Insecure-Requests: 1",
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
  "Accept-Encoding: gzip, deflate, br, zstd",
  "Accept-Language: en-GB,en;q=0.9",
  "Cookie: session=8f14e45fceea167a5a36dedd4bea2543; theme=dark",
  "Referer: http://127.0.0.1:8080/users",
}, "\r\n") .. "\r\n\r\n"

local depth = 1

function init(arguments)
  depth = tonumber(arguments[1]) or 1
end

function request()
  local all = {}
  for number = 1, depth do
    all[number] = "GET /users/" .. math.random(1000000) .. " HTTP/1.1\r\n" .. headers
  end
  return table.concat(all)
end
