-- KEYS: clock, and of the kind: expiry, grant, note, payload. For each id that has a grant: id, grant, expiry, note, payload.
local function records(ids)
  local found = {text(now)}
  for first = 1, #ids, 1000 do
    local some = {unpack(ids, first, math.min(first + 999, #ids))}
    local expiries = redis.call('ZMSCORE', KEYS[2], unpack(some))
    local grants = redis.call('HMGET', KEYS[3], unpack(some))
    local notes = redis.call('HMGET', KEYS[4], unpack(some))
    local payloads = redis.call('HMGET', KEYS[5], unpack(some))
    for i, id in ipairs(some) do
      if grants[i] then
        for _, field in ipairs({id, grants[i], expiries[i] or '0', notes[i] or '0 0 ', payloads[i] or ''}) do
          found[#found + 1] = field
        end
      end
    end
  end
  return found
end
