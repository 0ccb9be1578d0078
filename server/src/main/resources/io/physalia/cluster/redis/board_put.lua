-- KEYS: clock, and of the kind: touched, entries. ARGV: id, expected version ('0': none), text, then channels and messages in turn. Answers the new version, or ''.
local entry = redis.call('HGET', KEYS[3], ARGV[1])
local stored = entry and entry:match('^%d+') or '0'
if stored ~= ARGV[2] then
  return {''}
end
local version = text(math.max(tonumber(redis.call('HGET', KEYS[1], 'version') or '0') + 1, now))
redis.call('HSET', KEYS[1], 'version', version)
redis.call('HSET', KEYS[3], ARGV[1], version .. ' ' .. ARGV[3])
redis.call('ZADD', KEYS[2], text(now), ARGV[1])
tick()
for i = 4, #ARGV, 2 do
  -- What may not be sent is lost, as any message may be; the document is written.
  redis.pcall('PUBLISH', ARGV[i], ARGV[i + 1])
end
return {version}
