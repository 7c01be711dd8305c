import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse, replyTo, settled, zoneSetup } from './house.ts';
import { policyDenied, readiness, stsWaits, talk } from './pastes.ts';

// What an operator sees of a bot at work: every figure that the interface names, bounded labels, one log line a paste.

let house: House;
const known = '22ce7457-3e82-4202-bf51-11fa4e1746b0';
let seen = '';

async function metrics(): Promise<string> {
  return (await fetch(`${house.bot.url}/metrics`)).text();
}

beforeAll(async () => {
  house = await openHouse({ config: (caracal) => zoneSetup(caracal, ['staging'], ['*']) });
  const say = (channel: string, text: string) => house.workspace.say({ channel, user: 'U0ANA', text });
  const first = await say('C0HELP', `${policyDenied}\nX-Request-Id: ${known}`);
  const reply = await replyTo(house, first);
  await say('C0HELP', talk);
  // Two replies in one channel are a second apart.
  await replyTo(house, await say('C0HELP', stsWaits));
  await house.workspace.fault({ method: 'chat.postMessage', kind: 'http-500' });
  await replyTo(house, await say('C0GENERAL', readiness({ gateway: '503 redis_unreachable' })), 'C0GENERAL');
  await house.workspace.press({ user: 'U0ANA', channel: 'C0HELP', ts: reply.ts, action: 'solved' });
  await settled(house);
  seen = await metrics();
});
afterAll(() => house.close());

const value = (line: string): number => Number(new RegExp(`^${line} (\\S+)`, 'm').exec(seen)?.[1] ?? Number.NaN);

describe('/metrics', () => {
  test.each([
    ['accepted', 'caracal_help_accepted_total\\{way="message",outcome="new"\\}', 4],
    ['answered by row', 'caracal_help_answered_total\\{section="readiness",row="service-not-ready",.*\\}', 2],
    ['silent by reason', 'caracal_help_silent_total\\{reason="\\S+"\\}', 1],
    ['first replies with their time', 'caracal_help_first_reply_seconds_count', 3],
    ['acknowledgements with their time', 'caracal_help_acknowledged_seconds_count', 5],
    ['checks by outcome', 'caracal_help_checks_total\\{check="[a-z-]+",outcome="[a-z-]+"\\}', 1],
    ['checks with their time', 'caracal_help_check_seconds_count\\{check="[a-z-]+"\\}', 1],
    ['audit requests by outcome', 'caracal_help_audit_request_seconds_count\\{outcome="[a-z-]+"\\}', 1],
    ['calls to Slack', 'caracal_help_slack_call_seconds_count\\{method="chat.postMessage",outcome="ok"\\}', 3],
    ['failed calls', 'caracal_help_slack_call_seconds_count\\{method="chat.postMessage",outcome="http_500"\\}', 1],
    ['waits for a slot', 'caracal_help_rate_limit_wait_seconds_count', 1],
    ['presses', 'caracal_help_pressed_total\\{action="solved"\\}', 1],
    ['depth of the inbox', 'caracal_help_inbox_depth\\{state="pending"\\}', 0],
    ['its dead letters', 'caracal_help_inbox_depth\\{state="dead"\\}', 0],
    ['its age', 'caracal_help_inbox_oldest_seconds', 0],
    ['event-loop delay', 'caracal_help_event_loop_delay_seconds\\{quantile="0.99"\\}', 0],
  ])('%s', (_name, line, least) => {
    expect(value(line)).toBeGreaterThanOrEqual(least);
  });

  test('no label holds an ID or a text', () => {
    const labels = [...seen.matchAll(/="([^"]*)"/g)].map((match) => match[1]!);
    expect(labels.filter((label) => /[A-Z]0[A-Z]/.test(label) || label.includes(known) || /\s/.test(label))).toEqual(
      [],
    );
    expect(labels.length).toBeGreaterThan(100);
  });
});

describe('the log', () => {
  test('is JSON with one line a paste: what, where, how long', () => {
    const answered = house.bot.log.filter((line) => line.msg === 'answered');
    expect(answered).toHaveLength(3);
    for (const line of answered) {
      expect(line).toMatchObject({
        level: 'info',
        way: 'paste',
        channel: expect.stringMatching(/^C0/),
        section: expect.any(String),
        row: expect.any(String),
        ms: expect.any(Number),
      });
    }
    expect(house.bot.log.filter((line) => 'unreadable' in line)).toEqual([]);
  });

  test('holds nothing of what was pasted', () => {
    const text = JSON.stringify(house.bot.log);
    for (const words of ['postgres_unreachable', 'pipernet', known, 'lunch']) expect(text).not.toContain(words);
  });
});
