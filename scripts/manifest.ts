// Writes the two Slack app manifests from their one source: `node scripts/manifest.ts`. A test fails when they are stale.
import { writeFileSync } from 'node:fs';
import { manifestFiles } from './manifest-files.ts';

for (const [name, text] of Object.entries(manifestFiles())) {
  writeFileSync(new URL(`../${name}`, import.meta.url), text);
}
