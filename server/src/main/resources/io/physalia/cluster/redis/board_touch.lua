-- KEYS: clock, and of the kind: touched, entries. ARGV: a generation for a board that has none; then pairs of id and idle time. Answers
-- the generation and the ids that are not there. An entry never becomes older.
redis.call('HSETNX', KEYS[1], 'generation', ARGV[1])
local answer = {redis.call('HGET', KEYS[1], 'generation')}
for i = 2, #ARGV, 2 do
  if redis.call('HEXISTS', KEYS[3], ARGV[i]) == 1 then
    redis.call('ZADD', KEYS[2], 'GT', text(now - tonumber(ARGV[i + 1])), ARGV[i])
  else
    answer[#answer + 1] = ARGV[i]
  end
end
tick()
return answer
