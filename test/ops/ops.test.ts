import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createHealth } from '../../src/ops/health.ts';
import { boundedLabel } from '../../src/ops/labels.ts';
import { createLog } from '../../src/ops/log.ts';
import { createMetrics } from '../../src/ops/metrics.ts';

function recorded() {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, destination };
}

describe('createLog', () => {
  it('writes one JSON line an event, with the level as a word', () => {
    const { lines, destination } = recorded();
    createLog('info', { destination }).child({ channel: 'C1' }).info({ ms: 3 }, 'answered');
    const line = JSON.parse(lines[0]!);
    expect(line).toMatchObject({ level: 'info', channel: 'C1', ms: 3, msg: 'answered' });
    expect(Number.isNaN(Date.parse(line.time))).toBe(false);
  });

  it('keeps the level', () => {
    const { lines, destination } = recorded();
    createLog('warn', { destination }).info({}, 'no');
    expect(lines).toEqual([]);
  });

  it('shows no secret, no text and nothing that hangs on an error', () => {
    const { lines, destination } = recorded();
    const log = createLog('info', { destination, secrets: ['xoxb-secret-1'] });
    const err = Object.assign(new Error('call with xoxb-secret-1 failed', { cause: new Error('reset') }), {
      request: { body: 'pasted words' },
      code: 'ECONNRESET',
    });
    log.error({ err, text: 'pasted words', event: { text: 'pasted words' }, token: 't' }, 'xoxb-secret-1');
    expect(lines[0]).not.toContain('xoxb-secret-1');
    expect(lines[0]).not.toContain('pasted words');
    expect(JSON.parse(lines[0]!).err).toMatchObject({ code: 'ECONNRESET', cause: { message: 'reset' } });
  });
});

describe('boundedLabel', () => {
  it('passes names and nothing else', () => {
    const label = boundedLabel(3);
    expect(['sts-403', 'chat.postMessage', null].map(label)).toEqual(['sts-403', 'chat.postMessage', 'none']);
    const others = ['C0HELP123', 'some words', '', '018f2b7e-0000-7000-8000-000000000000', 'x'.repeat(61)];
    expect(new Set(others.map(label))).toEqual(new Set(['other']));
    expect(['third', 'fourth', 'third'].map(label)).toEqual(['third', 'other', 'third']);
  });
});

describe('createMetrics', () => {
  it('counts everything under its name', async () => {
    const metrics = createMetrics();
    metrics.accepted('paste', 'new');
    metrics.acknowledged(4);
    metrics.answered({ section: 'sts-403', row: 'scopes', edition: '2026.06', way: 'paste' });
    metrics.silent('chatter');
    metrics.replied(300);
    metrics.check('audit-request', 'confirmed', 20);
    metrics.audit('found', 30);
    metrics.slackCall('chat.postMessage', 'ok', 40);
    metrics.rateLimitWait(1000);
    metrics.failed('message', true);
    metrics.pressed('tick');
    metrics.watchInbox(async () => ({ pending: 2, running: 1, scheduled: 0, dead: 1, oldestMs: 1500 }));
    const text = await metrics.text();
    metrics.close();
    for (const line of [
      'caracal_help_accepted_total{way="paste",outcome="new"} 1',
      'caracal_help_answered_total{section="sts-403",row="scopes",edition="2026.06",way="paste"} 1',
      'caracal_help_silent_total{reason="chatter"} 1',
      'caracal_help_checks_total{check="audit-request",outcome="confirmed"} 1',
      'caracal_help_audit_request_seconds_count{outcome="found"} 1',
      'caracal_help_slack_call_seconds_count{method="chat.postMessage",outcome="ok"} 1',
      'caracal_help_work_failed_total{kind="message",dead="true"} 1',
      'caracal_help_inbox_depth{state="dead"} 1',
      'caracal_help_event_loop_delay_seconds{quantile="0.99"}',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('says when the store does not answer', async () => {
    const metrics = createMetrics();
    metrics.watchInbox(() => Promise.reject(new Error('gone')));
    expect(await metrics.text()).toContain('caracal_help_store_up 0');
    metrics.close();
  });
});

describe('createHealth', () => {
  it('is ready when every check is', async () => {
    const health = createHealth();
    health.add('store', () => ({ ok: true, detail: 'answers' }));
    const off = health.add('slack', async () => ({ ok: false, detail: 'no connection' }));
    expect(await health.ready()).toEqual({
      ok: false,
      checks: [
        { name: 'store', ok: true, detail: 'answers' },
        { name: 'slack', ok: false, detail: 'no connection' },
      ],
    });
    off();
    expect((await health.ready()).ok).toBe(true);
    expect(health.live().ok).toBe(true);
  });

  it('takes a failing check and a stopping process for not ready', async () => {
    const health = createHealth();
    health.add('store', () => Promise.reject(new Error('locked\nby somebody')));
    expect((await health.ready()).checks[0]).toEqual({ name: 'store', ok: false, detail: 'locked' });
    health.stopping();
    expect((await health.ready()).checks[1]).toMatchObject({ name: 'process', ok: false });
  });
});
