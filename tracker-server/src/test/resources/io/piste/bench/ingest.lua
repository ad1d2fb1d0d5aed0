-- What wrk sends: events of a shop's visitors, each with a real consent and an address of its own.
-- wrk -s ingest.lua URL -- VISITORS_FILE EVENTS_PER_REQUEST REQUESTS_PER_SECOND (0: as fast as answered)
-- A line of the file: site public id, consent id, visitor id, address, with spaces between.
local ffi = require("ffi")
ffi.cdef [[
typedef struct { long seconds; long nanos; } piste_time;
int clock_gettime(int clock, piste_time *now);
]]
local clock = ffi.new("piste_time")

local function millis()
  ffi.C.clock_gettime(0, clock)
  return tonumber(clock.seconds) * 1000 + math.floor(tonumber(clock.nanos) / 1000000)
end

-- Threads do not share memory; each gets a number, which keeps its event ids apart.
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local SHOP = "https://www.shop.example"
local BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
  .. " Chrome/140.0.0.0 Safari/537.36"

local function line(sku)
  return '{"sku":"' .. sku .. '","name":"Sencha, 100 g","quantity":2,"price":12.5,"url":"'
    .. SHOP .. "/teas/" .. sku .. '","image":"' .. SHOP .. "/images/" .. sku .. '.jpg"}'
end

-- What may stand behind "at", by kind of event.
local function page(i)
  return '"t":"page","u":"' .. SHOP .. "/teas/tea-" .. i .. '?utm_source=letter","ti":"Tea number '
    .. i .. ', fresh from the mountain","r":"https://search.example/","l":"en"}'
end

local function product(i)
  return '"t":"product","u":"' .. SHOP .. "/teas/tea-" .. i .. '","product":{"sku":"tea-' .. i
    .. '","name":"Tea number ' .. i .. '","price":12.5,"currency":"EUR","url":"' .. SHOP
    .. "/teas/tea-" .. i .. '","image":"' .. SHOP .. "/images/tea-" .. i .. '.jpg"}}'
end

local function cart(now)
  return '"t":"cart","u":"' .. SHOP .. '/cart","l":"en","cart":{"id":"c-4711","seq":'
    .. string.format("%d", now) .. ',"currency":"EUR","lines":['
    .. line("sencha") .. "," .. line("matcha") .. "]}}"
end

-- Four pages, then a product; every tenth visitor has a cart and changes it with every fourth event.
local KINDS = 200
local rests = {}
for i = 1, KINDS do
  rests[i] = i % 5 == 0 and product(i) or page(i)
end
local filled = ""

local visitors = {}
local batch, interval, begun, sent
local drawn, counter = 0, 0
local time, at = "", ""

function init(args)
  batch = tonumber(args[2])
  local rate = tonumber(args[3])
  math.randomseed(number * 7919 + millis() % 1000003)
  for text in io.lines(args[1]) do
    local site, consent, visitor, address = text:match("(%S+) (%S+) (%S+) (%S+)")
    visitors[#visitors + 1] = {
      "POST /p/v1/e HTTP/1.1\r\nHost: t.shop.example\r\nOrigin: " .. SHOP
        .. "\r\nReferer: " .. SHOP .. "/\r\nUser-Agent: " .. BROWSER
        .. "\r\nAccept: */*\r\nAccept-Language: en-GB,en;q=0.9\r\nAccept-Encoding: gzip, deflate, br"
        .. "\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty"
        .. "\r\nX-Forwarded-For: " .. address .. "\r\nCookie: piste_visitor=" .. visitor
        .. "\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: ",
      '{"s":"' .. site .. '","c":"' .. consent .. '","sent":',
      #visitors % 10 == 0,
    }
  end
  begun, sent = millis(), 0
  if rate > 0 then
    interval = 1000 / rate
    delay = function()
      local due = begun + sent * interval
      sent = sent + 1
      return math.max(0, math.floor(due - millis()))
    end
  end
end

local function tick()
  local now = millis()
  if now - drawn > 1000 then
    filled = cart(now)
    drawn = now
  end
  at = string.format("%d", now)
  time = string.format("%08x-%04x-7", math.floor(now / 65536), now % 65536)
end

local random, format = math.random, string.format

-- UUID version 7: the time, then chance, then a counter that makes it unlike all others.
local function event(has_cart)
  counter = counter + 1
  local rest = has_cart and counter % 4 == 0 and filled or rests[counter % KINDS + 1]
  return '{"id":"' .. time .. format("%03x-8%03x-%04x%08x", random(0, 4095), number, random(0, 65535),
    counter) .. '","at":' .. at .. "," .. rest
end

local events = {}
function request()
  tick()
  local visitor = visitors[random(#visitors)]
  for i = 1, batch do
    events[i] = event(visitor[3])
  end
  local body = visitor[2] .. at .. ',"e":[' .. table.concat(events, ",", 1, batch) .. "]}"
  return visitor[1] .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
  local errors = summary.errors
  io.write(format(
    '\nPISTE {"requests":%d,"seconds":%.3f,"p50":%.3f,"p99":%.3f,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
