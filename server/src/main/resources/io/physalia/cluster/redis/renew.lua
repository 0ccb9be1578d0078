-- KEYS: clock, and of each kind: expiry, grant, note. ARGV: ttl, then chunks of leases of one kind, at most 1000 each (what Lua can
-- unpack has a limit): the place of the kind's first key, their number, all their ids, all their grants, all their notes.
-- Answers a letter for each lease: Kept, Lost or Unknown. An expired lease is lost, whoever asks.
local expiry = text(now + tonumber(ARGV[1]))
local time = text(now) .. ' '
local outcomes = {}
local at, beyond = 2, #ARGV + 1
while at < beyond do
  local key, count = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
  local ids = at + 2
  local grants = ids + count
  local notes = grants + count
  local expiries = redis.call('ZMSCORE', KEYS[key], unpack(ARGV, ids, grants - 1))
  local stored = redis.call('HMGET', KEYS[key + 1], unpack(ARGV, ids, grants - 1))
  local extended, written = {}, {}
  for i = 1, count do
    local outcome = 'L'
    if not stored[i] then
      outcome = 'U'
    elseif stored[i] == ARGV[grants + i - 1] and tonumber(expiries[i] or '0') > now then
      outcome = 'K'
      local id = ARGV[ids + i - 1]
      extended[#extended + 1] = expiry
      extended[#extended + 1] = id
      written[#written + 1] = id
      written[#written + 1] = time .. ARGV[notes + i - 1]
    end
    outcomes[#outcomes + 1] = outcome
  end
  if #extended > 0 then
    redis.call('ZADD', KEYS[key], unpack(extended))
    redis.call('HSET', KEYS[key + 2], unpack(written))
  end
  at = notes + count
end
tick()
return {table.concat(outcomes)}
