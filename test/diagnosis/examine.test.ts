import { describe, expect, test } from 'vitest';
import { answerTo } from './labelled.ts';

describe('a paste that says little as it stands is read once more', () => {
  test('with its lines joined, and quotes the line that holds the beginning of what decided', () => {
    const text =
      'it says\n\nError: Caracal.fromEnv: client-secret mode\n       requires resources via CARACAL_APP_RESOURCES';
    const answer = answerTo(text, '1.0');
    expect(`${answer.section}/${answer.row}`).toBe('identity/constructor-error');
    expect(answer.evidence[0]).toMatchObject({ line: 3, quote: 'Error: Caracal.fromEnv: client-secret mode' });
  });

  test('in a frame, broken in the middle of words', () => {
    const text =
      '│ gateway-1  │ {"level":"warn","service":"gateway","status":503,"msg":"denied: revocation snap │\n│            │ shot stale"}                                                                         │';
    expect(answerTo(text, '1.0').row).toBe('service-not-ready');
  });

  test('as the text that stands escaped in a string', () => {
    const text =
      '\\"file_write\\": {\\n      \\"status\\": \\"failed\\",\\n      \\"error\\": \\"ENOSPC: no space left on device, write\\"\\n    }';
    const answer = answerTo(text, '2026.06');
    expect(answer.row).toBe('files-not-written');
    expect(answer.evidence[0]?.line).toBe(1);
    expect(text).toContain(answer.evidence[0]?.quote);
  });

  test('but not where its lines are whole messages', () => {
    const lines = [1, 2, 3].map((n) => `{"level":"info","service":"web","msg":"job ${n} missing routing"}\nheaders`);
    expect(answerTo(lines.join('\n'), '2026.06').row).toBeNull();
  });
});
