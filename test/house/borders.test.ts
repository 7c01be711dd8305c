import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const src = path.join(import.meta.dirname, '..', '..', 'src');

/** What each room may import, as in ARCHITECTURE.md. Types may come from the room that defines them. */
const mayImport: Record<string, string[]> = {
  patterns: [],
  knowledge: ['patterns'],
  paste: ['patterns', 'knowledge'],
  diagnosis: ['patterns', 'knowledge', 'paste'],
  checks: ['knowledge', 'paste', 'diagnosis', 'patterns'],
  reply: ['knowledge', 'diagnosis'],
  work: ['paste', 'diagnosis', 'checks', 'reply', 'knowledge', 'ops'],
  config: ['checks'],
  ops: [],
  slack: ['work', 'reply', 'checks', 'diagnosis', 'paste', 'knowledge', 'patterns', 'ops', 'config'],
  cli: ['slack', 'work', 'reply', 'checks', 'diagnosis', 'paste', 'knowledge', 'patterns', 'ops', 'config', 'sandbox'],
  sandbox: ['slack', 'work', 'reply', 'checks', 'diagnosis', 'paste', 'knowledge', 'patterns', 'ops', 'config', 'cli'],
};

interface Import {
  file: string;
  room: string;
  target: string;
  types: boolean;
  line: string;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && (entry.name.endsWith('.ts') || entry.name.endsWith('.tsx')))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const room = path.relative(src, file).split(path.sep)[0] as string;
  const text = readFileSync(file, 'utf8');
  const statements = text.match(/(?:^|\n)\s*(?:import|export)[^;]*?from\s+'[^']+'|import\(\s*'[^']+'\s*\)/g) ?? [];
  return statements.flatMap((statement) => {
    const from = /'([^']+)'\s*\)?$/.exec(statement.trim())?.[1] ?? '';
    if (!from.startsWith('.')) return [];
    const target = path.relative(src, path.resolve(path.dirname(file), from)).split(path.sep)[0] as string;
    return [
      {
        file: path.relative(src, file),
        room,
        target,
        types: /^\s*(?:import|export) type /.test(statement.trimStart()),
        line: statement.trim(),
      },
    ];
  });
}

const files = filesOf(src);

test('every file lies in a room', () => {
  const strays = files
    .map((file) => path.relative(src, file).split(path.sep)[0] as string)
    .filter((room) => !Object.hasOwn(mayImport, room));
  expect([...new Set(strays)]).toEqual([]);
});

test('a room imports only from the rooms below it', () => {
  const broken = files
    .flatMap(importsOf)
    .filter((found) => found.target !== found.room && !found.types && !mayImport[found.room]?.includes(found.target))
    .map((found) => `${found.file}: ${found.line}`);
  expect(broken).toEqual([]);
});

test('only the command for it loads the sandbox', () => {
  const loads = files.flatMap(importsOf).filter((found) => found.target === 'sandbox' && found.room !== 'sandbox');
  expect(loads.filter((found) => found.file !== path.join('cli', 'sandbox.ts')).map((found) => found.file)).toEqual([]);
});

test('only cli/ ends the process, only config/ and cli/ see the environment', () => {
  const broken = files.flatMap((file) => {
    const room = path.relative(src, file).split(path.sep)[0];
    const text = readFileSync(file, 'utf8');
    const ends =
      /process\.exit\b|process\.exitCode/.test(text) && room !== 'cli' && !file.endsWith(path.join('main.ts'));
    const reads = /process\.env\b/.test(text) && room !== 'cli' && room !== 'config' && room !== 'sandbox';
    return ends || reads ? [path.relative(src, file)] : [];
  });
  expect(broken).toEqual([]);
});

test('reading and diagnosing do no I/O, log nothing and never await', () => {
  const broken = files.flatMap((file) => {
    const room = path.relative(src, file).split(path.sep)[0];
    if (room !== 'paste' && room !== 'diagnosis' && room !== 'patterns') return [];
    const text = readFileSync(file, 'utf8');
    return /\bawait\b|\basync\b|console\.|from 'node:|setTimeout|Promise/.test(text) ? [path.relative(src, file)] : [];
  });
  expect(broken).toEqual([]);
});

test('patterns over pastes are compiled in one place', () => {
  const broken = files.flatMap((file) => {
    const room = path.relative(src, file).split(path.sep)[0];
    if (room !== 'paste' && room !== 'diagnosis' && room !== 'knowledge') return [];
    return /new RegExp|from 're2js'|\.(?:match|matchAll|search)\(\//.test(readFileSync(file, 'utf8'))
      ? [path.relative(src, file)]
      : [];
  });
  expect(broken).toEqual([]);
});
