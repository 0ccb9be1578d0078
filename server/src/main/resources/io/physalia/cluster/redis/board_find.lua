-- KEYS: clock, and of the kind: touched (sorted set), entries (hash). ARGV: id. Answers id, idle time, 'version text'; or nothing.
local entry = redis.call('HGET', KEYS[3], ARGV[1])
if not entry then
  return {}
end
local touched = tonumber(redis.call('ZSCORE', KEYS[2], ARGV[1]) or '0')
return {ARGV[1], text(math.max(0, now - touched)), entry}
