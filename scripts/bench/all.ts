import { spawnSync } from 'node:child_process';
import path from 'node:path';

// Every benchmark, one after the other: npm run bench [-- --short]
for (const name of ['diagnosis', 'load', 'start']) {
  console.log(`\n# ${name}`);
  const file = path.join(import.meta.dirname, `${name}.ts`);
  const { status } = spawnSync(process.execPath, [file, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
