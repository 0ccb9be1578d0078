-- KEYS: clock, expiry and text of the pods. ARGV: name, incarnation.
local current = redis.call('HGET', KEYS[3], ARGV[1])
if not current or current:match('^%S+') ~= ARGV[2] then
  return {0}
end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
return {1}
