return records(redis.call('HKEYS', KEYS[3]))
