-- An exact sliding window: the times of the requests that still count, oldest first, in the clock of Redis.
-- KEYS[1] who; ARGV[1] requests; ARGV[2] window in milliseconds.
-- Answers {allowed, remaining, milliseconds until the quota grows again}. A refused request is not counted.
local requests, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local oldest = redis.call('LINDEX', KEYS[1], 0)
while oldest and tonumber(oldest) <= now - window do
    redis.call('LPOP', KEYS[1])
    oldest = redis.call('LINDEX', KEYS[1], 0)
end

local used = redis.call('LLEN', KEYS[1])
if used >= requests then
    return {0, 0, oldest + window - now}
end
redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], window)
return {1, requests - used - 1, (oldest or now) + window - now}
