import { describe, expect, it } from 'vitest';
import { lastErrorLine, logText } from '../../../src/checks/docker/logs.ts';
import { hideValues } from '../../../src/checks/docker/read.ts';

const frame = (stream: number, text: string) => {
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
};

describe('logText', () => {
  it('takes the frames off, and leaves the text of a terminal alone', () => {
    expect(logText(Buffer.concat([frame(1, 'one\n'), frame(2, 'zwei ü\n')]))).toBe('one\nzwei ü\n');
    expect(logText(Buffer.from('plain\r\ntext, longer than a header'))).toBe('plain\r\ntext, longer than a header');
    expect(logText(Buffer.alloc(0))).toBe('');
  });
});

describe('lastErrorLine', () => {
  it.each([
    ['starting\nerror: no database\nretrying', 'error: no database'],
    [
      '{"level":"error","msg":"ready: postgres unreachable","error":"dial tcp"}\n{"level":"info","msg":"failed over"}',
      'ready: postgres unreachable: dial tcp',
    ],
    ['{"level":50,"msg":"boot","err":{"message":"ECONNREFUSED"}}', 'boot: ECONNREFUSED'],
    ['{"level":30,"msg":"all is well"}\nlistening', null],
    ['{broken error', '{broken error'],
    ['', null],
  ])('of %j is %j', (log, line) => {
    expect(lastErrorLine(log)).toBe(line);
  });
});

it('hideValues takes every longer value of an environment out of a text', () => {
  const hide = hideValues(['PASSWORD=correct horse', 'URL=redis://:correct horse@r', 'A=b', 'EMPTY=']);
  expect(hide('cannot reach redis://:correct horse@r with correct horse, b')).toBe(
    'cannot reach [redacted] with [redacted], b',
  );
});
