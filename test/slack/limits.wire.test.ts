import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repliesUnder } from './house.ts';
import { type Inside, openInside } from './inside.ts';
import { readiness, stsWaits } from './pastes.ts';

let inside: Inside;
const ANA = 'U0ANA';

beforeAll(async () => {
  inside = await openInside({ perChannel: 2, perThread: 2, fileWaitMs: 700, backoffMs: [5, 5] });
});
afterAll(() => inside.close());

const under = (channel: string, ts: string, count = 1) =>
  inside.workspace.waitFor((now) => repliesUnder(now.messages[channel], ts)[count - 1], 10_000);
const metrics = async (): Promise<string> => (await fetch(`${inside.url}/metrics`)).text();

/** Waits until everything said before in the channel is dealt with. */
async function quiet(channel: string): Promise<void> {
  const before = inside.workspace.now().ephemerals.length;
  await inside.workspace.command({ channel, user: 'U0CHO', command: '/caracal-help', text: 'help' });
  await inside.workspace.waitFor((now) => now.ephemerals.length > before, 10_000);
}

describe('limits of what nobody asked for', () => {
  test('a channel that has its share gets silence, and who asks still gets an answer', async () => {
    const pastes = [];
    for (const service of ['sts', 'audit', 'gateway']) {
      const text = readiness({ [service]: '503 postgres_unreachable' });
      pastes.push(await inside.workspace.say({ channel: 'C0HELP', user: ANA, text }));
    }
    await under('C0HELP', pastes[1]!.ts);
    await quiet('C0HELP');
    expect(repliesUnder(inside.workspace.now().messages.C0HELP, pastes[2]!.ts)).toHaveLength(0);
    expect(await metrics()).toContain('caracal_help_silent_total{reason="limit"} 1');
    const text = `@caracal-help ${readiness({ coordinator: '503 redis_unreachable' })}`;
    const asked = await inside.workspace.say({ channel: 'C0HELP', user: ANA, text });
    await under('C0HELP', asked.ts);
  });

  test('so does a thread', async () => {
    const parent = await inside.workspace.say({ channel: 'G0TEAM', user: ANA, text: stsWaits });
    await under('G0TEAM', parent.ts);
    for (const service of ['audit', 'gateway']) {
      const text = readiness({ [service]: '503 postgres_unreachable' });
      await inside.workspace.say({ channel: 'G0TEAM', user: 'U0BEN', thread: parent.ts, text });
    }
    await under('G0TEAM', parent.ts, 2);
    await quiet('G0TEAM');
    expect(repliesUnder(inside.workspace.now().messages.G0TEAM, parent.ts)).toHaveLength(2);
  });
});

describe('a file that Slack does not have yet', () => {
  const files = [{ name: 'status.json', content: stsWaits }];
  const missing = { method: 'files.info', kind: 'error', error: 'file_not_found' } as const;

  test('is asked for again, then read', async () => {
    await inside.workspace.fault({ ...missing, times: 1 });
    const message = await inside.workspace.upload({ channel: 'D0ANA', user: ANA, files });
    expect((await under('D0ANA', message.ts)).text).toContain('sts');
  });

  test('and does not come: who asked is told', async () => {
    await inside.workspace.fault({ ...missing, times: 1_000 });
    const message = await inside.workspace.upload({ channel: 'D0BEN', user: 'U0BEN', files });
    expect((await under('D0BEN', message.ts)).text).toMatch(/not have this file ready/);
    await inside.workspace.clearFaults();
  });
});

describe('work that fails to the end', () => {
  test('shows in /metrics as dead', async () => {
    await inside.workspace.fault({ method: 'views.publish', kind: 'error', error: 'internal_error', times: 3 });
    await inside.workspace.openHome({ user: 'U0BEN' });
    await inside.workspace.waitFor((now) => now.traffic.filter((line) => line.name === 'views.publish').length === 3);
    await expect.poll(metrics, { timeout: 5_000 }).toContain('work_failed_total{kind="home",dead="true"} 1');
    expect(await metrics()).toContain('caracal_help_inbox_depth{state="dead"} 1');
  });
});
