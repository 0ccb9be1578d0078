-- ARGV: limit, ahead. Answers the expiry of the soonest lease that is not due, or ''; then the records that have expired or will within
-- the time ahead, longest expired first.
local due = text(now + tonumber(ARGV[2]))
local ids = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', due, 'LIMIT', 0, tonumber(ARGV[1]))
local beyond = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. due, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
local answer = records(ids)
table.insert(answer, 1, beyond[2] or '')
return answer
