import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

// A cold `diagnose` of one paste as a whole process, beside a Node that does nothing: npm run bench:start

const program = path.join(import.meta.dirname, '..', '..', 'src', 'caracal-help.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-start-'));
const times = process.argv.includes('--short') ? 5 : 20;

function measure(args: string[]): number {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    spawnSync(process.execPath, args, {
      cwd: folder,
      input: '{"error":"access_denied","error_description":"policy denied"}',
    });
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

measure([program, 'diagnose']);
const nothing = measure(['-e', '0']);
const diagnose = measure([program, 'diagnose']);
console.log(
  `cold diagnose of one paste: ${diagnose.toFixed(0)} ms; node that does nothing: ${nothing.toFixed(0)} ms; ratio ${(diagnose / nothing).toFixed(1)}×`,
);
rmSync(folder, { recursive: true });
