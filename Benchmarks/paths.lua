-- For wrk: every request has a path of its own. wrk -t1 -c32 -d30s -s Benchmarks/paths.lua http://127.0.0.1:5000
local n = 0

request = function()
  n = n + 1
  return "GET /api/load/" .. (n % 1000) .. "/item" .. n .. "/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
end
