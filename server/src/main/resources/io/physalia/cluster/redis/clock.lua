-- KEYS[1]: the colony's clock: 'now' as last written, 'ahead', and the highest 'epoch' of any lease.
-- The wall clock may step back (NTP, a failover to another host), and leases must go on expiring: so now never goes back,
-- and is 'ahead' of the wall by the steps so far. Whoever writes keeps it with tick().
local clock = redis.call('HMGET', KEYS[1], 'now', 'ahead', 'epoch')
local ahead = tonumber(clock[2] or '0')
local now = wall + ahead
local before = tonumber(clock[1] or '0')
if now < before then
  ahead = ahead + before - now
  now = before
end
local function text(number) return string.format('%.0f', number) end
local function tick() redis.call('HSET', KEYS[1], 'now', text(now), 'ahead', text(ahead)) end
