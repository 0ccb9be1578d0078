-- KEYS: clock, expiry and text of the pods. ARGV: name, incarnation, ttl, text. Refuses a name that another incarnation has.
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', text(now))) do
  redis.call('ZREM', KEYS[2], gone)
  redis.call('HDEL', KEYS[3], gone)
end
local current = redis.call('HGET', KEYS[3], ARGV[1])
if current and current:match('^%S+') ~= ARGV[2] then
  return {0}
end
redis.call('ZADD', KEYS[2], text(now + tonumber(ARGV[3])), ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2] .. ' ' .. ARGV[4])
tick()
return {1}
