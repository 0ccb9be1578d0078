-- KEYS: clock, and of the kind: touched, entries. ARGV: within, kept. Forgets what nobody has touched for longer than it is kept; answers
-- id, idle time, 'version text' of each entry touched within the time.
local forgotten = '(' .. text(now - tonumber(ARGV[2]))
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', forgotten, 'LIMIT', 0, 1000)) do
  redis.call('ZREM', KEYS[2], id)
  redis.call('HDEL', KEYS[3], id)
end
local found = redis.call('ZRANGEBYSCORE', KEYS[2], text(now - tonumber(ARGV[1])), '+inf', 'WITHSCORES')
local answer = {}
for i = 1, #found, 2 do
  local entry = redis.call('HGET', KEYS[3], found[i])
  if entry then
    answer[#answer + 1] = found[i]
    answer[#answer + 1] = text(math.max(0, now - tonumber(found[i + 1])))
    answer[#answer + 1] = entry
  end
end
return answer
