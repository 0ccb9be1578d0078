-- KEYS: clock, and of each kind: expiry, grant, note. ARGV: pod, ttl, and of each kind: the number of its leases, and of each lease:
-- id, epoch, idle, note. Answers a letter for each lease: Kept, Lost or Unknown. An expired lease is lost, whoever asks.
local pod = ' ' .. ARGV[1]
local expiry = text(now + tonumber(ARGV[2]))
local outcomes = {}
local function renew(kind, first, last)
  local ids = {}
  for i = first, last, 4 do ids[#ids + 1] = ARGV[i] end
  local expiries = redis.call('ZMSCORE', KEYS[kind], unpack(ids))
  local grants = redis.call('HMGET', KEYS[kind + 1], unpack(ids))
  local kept, notes = {}, {}
  for n, id in ipairs(ids) do
    local i = first + (n - 1) * 4
    local outcome = 'L'
    if not grants[n] then
      outcome = 'U'
    elseif grants[n] == ARGV[i + 1] .. pod and tonumber(expiries[n] or '0') > now then
      outcome = 'K'
      kept[#kept + 1] = expiry
      kept[#kept + 1] = id
      notes[#notes + 1] = id
      notes[#notes + 1] = text(now - tonumber(ARGV[i + 2])) .. ' ' .. ARGV[i + 3]
    end
    outcomes[#outcomes + 1] = outcome
  end
  if #kept > 0 then
    redis.call('ZADD', KEYS[kind], unpack(kept))
    redis.call('HSET', KEYS[kind + 2], unpack(notes))
  end
end
local at = 3
for kind = 2, #KEYS, 3 do
  local beyond = at + 1 + tonumber(ARGV[at]) * 4
  for first = at + 1, beyond - 1, 4000 do
    renew(kind, first, math.min(first + 4000, beyond) - 1)
  end
  at = beyond
end
tick()
return {table.concat(outcomes)}
