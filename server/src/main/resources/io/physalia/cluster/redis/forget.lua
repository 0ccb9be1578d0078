-- ARGV: id, grant. Removes the record if it is still that grant's and has expired.
if redis.call('HGET', KEYS[3], ARGV[1]) ~= ARGV[2] then
  return {0}
end
if tonumber(redis.call('ZSCORE', KEYS[2], ARGV[1]) or '0') > now then
  return {0}
end
redis.call('ZREM', KEYS[2], ARGV[1])
for key = 3, 5 do redis.call('HDEL', KEYS[key], ARGV[1]) end
return {1}
