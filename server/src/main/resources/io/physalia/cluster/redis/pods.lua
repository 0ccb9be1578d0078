-- KEYS: clock, expiry and text of the pods. Answers name and text of each live one.
local answer = {}
for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. text(now), '+inf')) do
  local pod = redis.call('HGET', KEYS[3], name)
  if pod then
    answer[#answer + 1] = name
    answer[#answer + 1] = pod
  end
end
return answer
