-- The one clock of the colony is that of Redis, in milliseconds.
local time = redis.call('TIME')
local wall = time[1] * 1000 + math.floor(time[2] / 1000)
