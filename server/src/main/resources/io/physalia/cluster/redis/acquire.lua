-- ARGV: id, pod, ttl, floor, payload. Answers the new grant, or '' if the lease is live; then the record as it was.
local id = ARGV[1]
local record = records({id})
if record[4] and tonumber(record[4]) > now then
  return {'', unpack(record)}
end
local stored = record[3] and tonumber(record[3]:match('^%d+')) or 0
local epoch = math.max(stored + 1, tonumber(ARGV[4]) + 1, now, tonumber(clock[3] or '0') + 1)
local grant = text(epoch) .. ' ' .. ARGV[2]
redis.call('ZADD', KEYS[2], text(now + tonumber(ARGV[3])), id)
redis.call('HSET', KEYS[3], id, grant)
redis.call('HSETNX', KEYS[4], id, text(now) .. ' 0 ')
redis.call('HSETNX', KEYS[5], id, ARGV[5])
redis.call('HSET', KEYS[1], 'epoch', text(epoch))
tick()
return {grant, unpack(record)}
