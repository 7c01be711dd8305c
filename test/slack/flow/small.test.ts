import { describe, expect, test } from 'vitest';
import { noteAnswer, sameFailure } from '../../../src/slack/flow/channels.ts';
import { goesOn, mayBePart } from '../../../src/slack/flow/growing.ts';
import { isEngaged, isLoud, type Thread } from '../../../src/slack/flow/threads.ts';
import { saysHelp, saysStop, saysThanks } from '../../../src/slack/flow/words-in.ts';
import { isSlackUrl } from '../../../src/slack/hosts.ts';
import { maySee } from '../../../src/slack/stacks.ts';
import { joinPrepared, keptPart } from '../../../src/slack/think/join.ts';
import type { Store } from '../../../src/work/types.ts';

describe('a paste that goes on', () => {
  test.each([
    ['{"a": [1,', '2]}'],
    ['{\n  "services": [\n', '    {"name": "sts"}\n]}'],
    ['first line', '  indented like a rest'],
    ['{"services": [{"name": "api",', '"port": 3000}]}'],
    ['{"text": "a } in quotes"', '}'],
  ])('%j then %j', (first, second) => expect(goesOn(first, second)).toBe(true));

  test.each([
    ['{"a": 1}', '{"b": 2}'],
    ['curl: (7) Failed', 'HTTP/1.1 403 Forbidden'],
    ['{"brace": "{"}', 'next'],
    ['{"cut": {', '{"error":"invalid_token"}'],
    ['the list arr[0 is weird', '$ docker ps'],
    ['sad today :[', 'HTTP/1.1 401 Unauthorized'],
  ])('not: %j then %j', (first, second) => expect(goesOn(first, second)).toBe(false));

  test('talk is not kept as a part', () => {
    const prepared = (text: string) => ({ text, redacted: 0, tokens: [] });
    expect(mayBePart(prepared('lunch?'))).toBe(false);
    expect(mayBePart(prepared('lunch? {maybe, arr[0'))).toBe(false);
    expect(mayBePart(prepared('{"a": 1'))).toBe(true);
    expect(mayBePart(prepared('a\nb'))).toBe(true);
  });
});

describe('what people say', () => {
  test.each(['stop', 'Stop.', '@caracal-help stop', '@user please stop!'])('stop: %j', (text) =>
    expect(saysStop(text)).toBe(true),
  );
  test.each(['stop the gateway', 'do not stop', 'docker stop sts'])('not stop: %j', (text) =>
    expect(saysStop(text)).toBe(false),
  );
  test.each(['', 'help', '@user help', '@user', 'hi'])('help: %j', (text) => expect(saysHelp(text)).toBe(true));
  test.each(['thanks', 'Thank you!', 'ok, it works now :tada:', '👍', ':+1:'])('thanks: %j', (text) =>
    expect(saysThanks(text)).toBe(true),
  );
  test.each(['', '?', 'it does not work', 'ok but sts is down', 'thanks\n{"error":"x"}'])('not thanks: %j', (text) =>
    expect(saysThanks(text)).toBe(false),
  );
  test.each(['help me with {"ready": false}', 'what is this?'])('not help: %j', (text) =>
    expect(saysHelp(text)).toBe(false),
  );
});

describe('a thread', () => {
  const thread: Thread = { replies: [{ id: 'r', ts: '1.1' }], spokeAt: 1_000, heard: 0, stopped: false, unasked: [] };

  test('is engaged for 15 messages and 30 minutes, unless stopped', () => {
    expect(isEngaged(null, 1_000)).toBe(false);
    expect(isEngaged(thread, 1_000)).toBe(true);
    expect(isEngaged({ ...thread, heard: 15 }, 1_000)).toBe(false);
    expect(isEngaged(thread, 1_000 + 30 * 60_000)).toBe(false);
    expect(isEngaged({ ...thread, stopped: true }, 1_000)).toBe(false);
  });

  test('is loud after ten replies that nobody asked for', () => {
    const unasked = Array.from({ length: 10 }, () => 1_000);
    expect(isLoud({ ...thread, unasked }, 2_000, 10)).toBe(true);
    expect(isLoud({ ...thread, unasked }, 1_000 + 10 * 60_000, 10)).toBe(false);
    expect(isLoud(null, 0, 10)).toBe(false);
  });
});

describe('hosts that may get the token', () => {
  const api = 'https://slack.com/api/';
  test.each(['https://files.slack.com/a', 'https://hooks.slack.com/b', 'https://slack.com/c'])('%s', (url) =>
    expect(isSlackUrl(url, api)).toBe(true),
  );
  test.each([
    'http://files.slack.com/a',
    'https://slack.com.evil.example/a',
    'https://evilslack.com/a',
    'https://user:pass@files.slack.com/a',
    'http://127.0.0.1/a',
    'nonsense',
  ])('not %s', (url) => expect(isSlackUrl(url, api)).toBe(false));

  test('and the host of a test', () => {
    expect(isSlackUrl('http://127.0.0.1:4711/files/x', 'http://127.0.0.1:4700/api/')).toBe(true);
    expect(isSlackUrl('http://10.0.0.1/x', 'http://127.0.0.1:4700/api/')).toBe(false);
  });
});

describe('rights', () => {
  test.each([
    [['C1'], [], 'C1', 'U1', true],
    [['*'], [], 'C9', 'U1', true],
    [['C1'], [], 'C2', 'U1', false],
    [['C1'], ['U2'], 'C1', 'U1', false],
    [['C1'], ['U1'], 'C1', 'U1', true],
    [[], [], 'C1', 'U1', false],
  ])('channels %j, users %j: %s by %s is %s', (channels, users, channel, user, allowed) => {
    expect(maySee({ channels, users }, channel, user)).toBe(allowed);
  });
});

describe('several parts', () => {
  const token = {
    line: 1,
    issuer: null,
    audience: [],
    zone: null,
    application: null,
    resources: [],
    scopes: [],
    use: null,
    issuedAt: null,
    expiresAt: null,
  };

  test('are one paste with lines that count on', () => {
    const one = { text: 'a\nb', redacted: 1, tokens: [token] };
    const two = { text: 'c', redacted: 2, tokens: [token] };
    const both = joinPrepared([one, { text: '', redacted: 0, tokens: [] }, two]);
    expect(both).toMatchObject({ text: 'a\nb\nc', redacted: 3, tokens: [{ line: 1 }, { line: 3 }] });
  });

  test('a long one is kept in part', () => {
    const kept = keptPart({ text: 'x'.repeat(1_000), redacted: 0, tokens: [] }, 100);
    expect(kept.text.length).toBeLessThan(110);
  });
});

describe('the same failure', () => {
  /** Only what is asked of a store here. */
  function memory(): Store {
    const values = new Map<string, unknown>();
    const update = async <T>(key: string, change: (current: T | null) => T | null): Promise<T | null> => {
      const next = change((values.get(key) as T | undefined) ?? null);
      values.set(key, next);
      return next;
    };
    return { get: async (key: string) => values.get(key) ?? null, update } as unknown as Store;
  }
  const place = (ts: string, channel = 'C1') => ({ team: 'T1', channel, ts });
  const MINUTE = 60_000;

  test('is known for ten minutes, in its channel, under another message', async () => {
    const store = memory();
    await noteAnswer(store, place('1.0'), { failure: 'f', reply: 'r', asked: false, at: 0 });
    expect(await sameFailure(store, place('2.0'), 'f', 10 * MINUTE - 1)).toMatchObject({ reply: 'r', ts: '1.0' });
    expect(await sameFailure(store, place('2.0'), 'f', 10 * MINUTE)).toBeNull();
    expect(await sameFailure(store, place('2.0'), 'g', MINUTE)).toBeNull();
    expect(await sameFailure(store, place('2.0', 'C2'), 'f', MINUTE)).toBeNull();
    expect(await sameFailure(store, place('1.0'), 'f', MINUTE)).toBeNull();
  });
});
