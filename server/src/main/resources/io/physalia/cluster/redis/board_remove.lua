-- KEYS: clock, and of the kind: touched, entries. ARGV: id, expected version.
local entry = redis.call('HGET', KEYS[3], ARGV[1])
if not entry or entry:match('^%d+') ~= ARGV[2] then
  return {0}
end
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return {1}
