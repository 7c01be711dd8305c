// The last step of `npm run build`: what tsc does not take along, the TOML files, goes where the compiled loader looks.
import { cpSync, existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

const tables = globSync('knowledge/**/*.toml', { cwd: src });
if (tables.length === 0) throw new Error('no tables under src/knowledge');
if (!existsSync(`${dist}caracal-help.js`)) throw new Error('dist/caracal-help.js is missing: run tsc first');
for (const path of tables) cpSync(src + path, dist + path);
process.stdout.write(`dist: ${tables.length} tables copied\n`);
