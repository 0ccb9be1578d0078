-- ARGV: limit. Answers the expiry of the next live lease, or ''; then the expired records, longest expired first.
local ids = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', text(now), 'LIMIT', 0, tonumber(ARGV[1]))
local soonest = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. text(now), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
local answer = records(ids)
table.insert(answer, 1, soonest[2] or '')
return answer
