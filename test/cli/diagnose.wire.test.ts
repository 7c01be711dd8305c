import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const program = path.join(import.meta.dirname, '..', '..', 'src', 'caracal-help.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'caracal-help-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

/** The command as a person runs it, in an empty folder and with an empty environment. */
function run(args: string[], input: string | Buffer = '', env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

const denied = '{"error":"access_denied","error_description":"invalid client credentials"}';

describe('diagnose', () => {
  test('prints the finding first and exits 0', async () => {
    const { status, out, err } = await run(['diagnose'], denied);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.split('\n')[0]).toContain('App secret');
    expect(out).not.toContain('\u001b[');
  });

  test('exits 3 and says what to paste where nothing is recognised', async () => {
    const { status, out } = await run(['diagnose'], 'hello there');
    expect(status).toBe(3);
    expect(out).toContain('caracal status --ready --json');
  });

  test('--json has exactly the published fields', async () => {
    const { status, out } = await run(['diagnose', '--json', '--edition', '2026.06'], denied);
    const answer = JSON.parse(out);
    expect(status).toBe(0);
    expect(Object.keys(answer)).toEqual([
      'id',
      'kind',
      'answered',
      'section',
      'row',
      'confidence',
      'summary',
      'evidence',
      'alternatives',
      'requestIds',
      'checklist',
      'diagnostic',
      'redacted',
      'docs',
    ]);
    expect(answer).toMatchObject({
      id: null,
      kind: 'error',
      answered: true,
      section: 'sts-403',
      row: 'app-secret',
      diagnostic: null,
      redacted: 0,
    });
    expect(answer.checklist.map((item: { row: string }) => item.row).sort()).toEqual([
      'active-policy-set',
      'app-secret',
      'audit-request-id',
      'resource-id',
      'scopes',
    ]);
  });

  test('--ndjson answers in order, and a bad line does not stop the rest', async () => {
    const input = `${JSON.stringify({ id: 'a', text: denied })}\nnot json\n${JSON.stringify({ id: 'b', text: 'good morning' })}\n`;
    const { status, out } = await run(['diagnose', '--ndjson'], input);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map((answer) => [answer.id, answer.row ?? null])).toEqual([
      ['a', 'app-secret'],
      [null, null],
      ['b', null],
    ]);
    expect(answers[1].error).toContain('"text"');
    expect(status).toBe(1);
  });

  const line = (id: unknown) => `${JSON.stringify({ id, text: denied })}\n`;
  const rows = (out: string) =>
    out
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each))
      .map((answer) => [answer.id, answer.row ?? answer.error]);
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

  test.each([
    ['UTF-8 with a mark at its start', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 as PowerShell writes it', utf16],
    ['UTF-16, the other way round', (text: string) => utf16(text).swap16()],
    ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['lines of Windows', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
  ])('--ndjson and plain diagnose read %s', async (_what, encode) => {
    const input = encode(`${line('a')}${line('ä€')}`);
    writeFileSync(path.join(folder, 'encoded.ndjson'), input);
    for (const args of [
      ['diagnose', '--ndjson'],
      ['diagnose', '--ndjson', 'encoded.ndjson'],
    ]) {
      const { status, out } = await run(args, input);
      expect(rows(out)).toEqual([
        ['a', 'app-secret'],
        ['ä€', 'app-secret'],
      ]);
      expect(status).toBe(0);
    }
    const { out } = await run(['diagnose', '--json'], encode(denied));
    expect(JSON.parse(out)).toMatchObject({ row: 'app-secret', evidence: [{ line: 1, quote: denied }] });
  });

  test('--ndjson: an id is a string, and a text may hold any character', async () => {
    const odd = `${JSON.stringify({ id: 'c', text: `a\u2028b ${denied}` })}\n`;
    const { status, out } = await run(['diagnose', '--ndjson'], `${line('a')}${line(5)}${line(null)}${odd}`);
    const bad = [null, expect.stringContaining('"id": string')];
    expect(rows(out)).toEqual([['a', 'app-secret'], bad, bad, ['c', 'app-secret']]);
    expect(status).toBe(1);
  });

  test.skipIf(process.platform !== 'linux').each([
    ['info', 1],
    ['debug', 3],
  ])('says in one line that the disk is full, with LOG_LEVEL=%s also where', async (level, least) => {
    const full = openSync('/dev/full', 'w');
    const env = { PATH: process.env.PATH ?? '', HOME: folder, LOG_LEVEL: level };
    const { status, stderr } = spawnSync(process.execPath, [program, 'diagnose', '--json'], {
      cwd: folder,
      env,
      input: denied,
      stdio: ['pipe', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    const lines = stderr.trim().split('\n');
    expect(status).toBe(1);
    expect(lines[0]).toBe(
      'caracal-help: cannot write the answer: no space is left there (ENOSPC); free some, or write it elsewhere',
    );
    expect(level === 'info' ? lines.length : Math.min(lines.length, least)).toBe(least);
  });

  test('reads files, and names one that is not there', async () => {
    writeFileSync(path.join(folder, 'paste.txt'), denied);
    expect((await run(['diagnose', '--json', 'paste.txt'])).status).toBe(0);
    const missing = await run(['diagnose', 'none.txt']);
    expect(missing).toEqual({ status: 2, out: '', err: 'caracal-help: cannot read none.txt: there is no such file\n' });
  });

  test('a secret in the paste is nowhere in the output', async () => {
    const secret = `cs_${'aB3dE6gH9'.repeat(5).slice(0, 43)}`;
    const { out, err } = await run(['diagnose', '--json'], `curl -d client_secret=${secret}\n${denied}`);
    expect(out + err).not.toContain(secret);
    expect(JSON.parse(out).redacted).toBe(1);
  });
});

describe('usage', () => {
  test.each([
    [['diagnose', '--edition', '2025'], '--edition must be 2026.06, 1.0 or auto'],
    [['diagnose', '--nope'], "Unknown option '--nope'"],
    [['diagnose', '--wait', 'soon'], '--wait must be a number of seconds'],
    [['diagnose', '--json', '--ndjson'], 'exclude each other'],
    [['diagnos'], 'unknown command "diagnos"; did you mean diagnose?'],
    [['xyz'], 'unknown command "xyz"; the commands are check, diagnose'],
    [['help', 'nosuch'], 'unknown command "nosuch"; the commands are'],
    [['help', 'serv'], 'unknown command "serv"; did you mean serve?'],
    [['help', 'missing'], 'unknown command "missing"'],
    [['serve', '--x'], 'serve takes no arguments, but was given --x'],
    [['sandbox', '--x'], "Unknown option '--x'"],
    [['sandbox', 'here'], "Unexpected argument 'here'"],
  ])('%j exits 2 with one line', async (args, message) => {
    const { status, out, err } = await run(args, '');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('a wrong configuration exits 2 and lists every problem', async () => {
    writeFileSync(path.join(folder, 'wrong.toml'), 'edition = "2027"\nchanels = {}\n');
    const { status, err } = await run(['diagnose'], 'x', { CARACAL_HELP_CONFIG: 'wrong.toml' });
    expect(status).toBe(2);
    expect(err).toContain('edition');
    expect(err).toContain('chanels');
  });

  test('help and version', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const args of [['help'], ['--help']]) expect(await run(args)).toMatchObject({ status: 0, err: '' });
    expect((await run(['diagnose', '--help'])).out).toContain('--ndjson');
    expect(await run([])).toMatchObject({ status: 2, out: '' });
  });
});
