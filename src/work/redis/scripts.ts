import type { Redis } from 'ioredis';

/**
 * Lua scripts beside BullMQ: each is one atomic step. All keys carry one hash tag, so that they share a slot in a cluster.
 *
 * A lane is a sorted set of job ids in the order of acceptance; its head is the one job that may run. `open` holds every
 * job that stands in a lane, by the time it entered; `timers` those that are not due.
 */
const PLACE = `
local job, lane, open, timers, seq = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, due, now = ARGV[1], ARGV[2], ARGV[3]
if redis.call('EXISTS', job) == 1 then return 'seen' end
if redis.call('ZSCORE', lane, id) or redis.call('ZSCORE', timers, id) then return 'known' end
if due ~= '' then
  redis.call('ZADD', timers, due, id)
else
  redis.call('ZADD', lane, redis.call('INCR', seq), id)
  redis.call('ZADD', open, now, id)
end
return 'new'`;

/** The job's place in its lane, 0 for the head. It enters the lane here when it was a timer or was lost from it. */
const TURN = `
local lane, open, timers, seq = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, jobs, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
redis.call('ZREM', timers, id)
if not redis.call('ZSCORE', lane, id) then
  redis.call('ZADD', lane, redis.call('INCR', seq), id)
  redis.call('ZADD', open, now, id)
end
while true do
  local head = redis.call('ZRANGE', lane, 0, 0)[1]
  if head == id then return 0 end
  local gone = redis.call('HEXISTS', jobs .. head, 'finishedOn') == 1
  if redis.call('EXISTS', jobs .. head) == 0 then
    -- Placed, but never stored: whoever accepted it died or was told that it failed.
    gone = now - tonumber(redis.call('ZSCORE', open, head) or 0) > 10000
  end
  if not gone then return redis.call('ZRANK', lane, id) end
  redis.call('ZREM', lane, head)
  redis.call('ZREM', open, head)
end`;

/** Takes a job out of its lane; gives the id of the one whose turn it is then. */
const LEAVE = `
local lane, open, timers = KEYS[1], KEYS[2], KEYS[3]
redis.call('ZREM', lane, ARGV[1])
redis.call('ZREM', open, ARGV[1])
redis.call('ZREM', timers, ARGV[1])
return redis.call('ZRANGE', lane, 0, 0)[1]`;

/** Forgets the oldest entries whose job is gone or done, left by a replica that died in between. */
const SWEEP = `
for _, set in ipairs({KEYS[1], KEYS[2]}) do
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', set, 0, ARGV[1], 'LIMIT', 0, 20)) do
    local job = ARGV[2] .. id
    if redis.call('EXISTS', job) == 0 or redis.call('HEXISTS', job, 'finishedOn') == 1 then redis.call('ZREM', set, id) end
  end
end
return 0`;

/** Compare-and-set on a revision. 1 when it was written, 0 when somebody else was faster. */
const SWAP = `
local revision = redis.call('HGET', KEYS[1], 'revision') or '0'
if revision ~= ARGV[1] then return 0 end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
else
  redis.call('HSET', KEYS[1], 'revision', ARGV[4], 'value', ARGV[2])
  if ARGV[3] == '0' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
end
return 1`;

const CLOCK = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** Reserves the channel's next slot, by Redis' own clock; the ms until it. */
const SLOT = `${CLOCK}
local at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local free = at + tonumber(ARGV[1])
redis.call('SET', KEYS[1], string.format('%.0f', free), 'PX', free - now + 1000)
return at - now`;

const HOLD = `${CLOCK}
local free = now + tonumber(ARGV[1])
if free > tonumber(redis.call('GET', KEYS[1]) or '0') then
  redis.call('SET', KEYS[1], string.format('%.0f', free), 'PX', free - now + 1000)
end
return 0`;

const CLAIM = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`;

const ALL = {
  place: [PLACE, 5],
  turn: [TURN, 4],
  leave: [LEAVE, 3],
  sweep: [SWEEP, 2],
  swap: [SWAP, 1],
  slot: [SLOT, 1],
  hold: [HOLD, 1],
  claim: [CLAIM, 1],
  release: [RELEASE, 1],
} as const;

type ScriptName = keyof typeof ALL;

/** Runs a script with its keys and arguments. */
export type Scripts = (name: ScriptName, keys: string[], args: (string | number)[]) => Promise<unknown>;

/** Teaches a connection the scripts; they are sent again by themselves after Redis was restarted. */
export function scriptsOn(redis: Redis): Scripts {
  for (const [name, [lua, numberOfKeys]] of Object.entries(ALL)) {
    redis.defineCommand(`caracalHelp_${name}`, { lua, numberOfKeys });
  }
  const commands = redis as unknown as Record<string, (...args: (string | number)[]) => Promise<unknown>>;
  return (name, keys, args) => commands[`caracalHelp_${name}`]!.call(redis, ...keys, ...args);
}
