-- Counts an attempt as a failure until it is forgiven. KEYS: the subject. ARGV: now, how many are free, the first pause, the
-- longest pause, the memory, all times in milliseconds. Answers how long to wait, 0 to go ahead, and until when the pause lasts that
-- this attempt has earned, 0 for none.
local now = tonumber(ARGV[1])
local seen = redis.call('HMGET', KEYS[1], 'failures', 'until', 'last')
local blocked = tonumber(seen[2] or '0')
if blocked > now then
    return {blocked - now, 0}
end
local failures = tonumber(seen[1] or '0')
if now - tonumber(seen[3] or '0') >= tonumber(ARGV[5]) then
    failures = 0
end
failures = failures + 1
local over = failures - tonumber(ARGV[2])
-- 0 and not now: the clock of another replica may be behind
local wait = 0
if over >= 0 then
    wait = now + math.min(tonumber(ARGV[3]) * 2 ^ math.min(over, 30), tonumber(ARGV[4]))
end
redis.call('HSET', KEYS[1], 'failures', failures, 'until', string.format('%.0f', wait), 'last', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return {0, wait}
