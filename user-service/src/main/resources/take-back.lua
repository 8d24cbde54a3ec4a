-- Takes one attempt back. KEYS: the subject. ARGV: until when the pause lasts that it has earned and that ends with it, 0 for none;
-- one that another attempt has earned stays.
local failures = tonumber(redis.call('HGET', KEYS[1], 'failures') or '0')
if failures < 1 then
    return 0
end
redis.call('HSET', KEYS[1], 'failures', failures - 1)
if ARGV[1] ~= '0' and redis.call('HGET', KEYS[1], 'until') == ARGV[1] then
    redis.call('HSET', KEYS[1], 'until', '0')
end
return 1
