-- ARGV: id, grant, note. Expires the lease now and keeps its record, if it is still that grant's.
if redis.call('HGET', KEYS[3], ARGV[1]) ~= ARGV[2] then
  return {0}
end
local expiry = tonumber(redis.call('ZSCORE', KEYS[2], ARGV[1]) or '0')
redis.call('ZADD', KEYS[2], text(math.min(expiry, now)), ARGV[1])
redis.call('HSET', KEYS[4], ARGV[1], text(now) .. ' ' .. ARGV[3])
tick()
return {1}
