#!/usr/bin/env node
// The only file that an old Node must be able to read: it checks the version before anything newer is loaded.
// With `npm ci --ignore-scripts` or `--omit=dev` the npm scripts silently run on the machine's own Node.

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `caracal-help needs Node 24 or newer; this is Node ${process.versions.node} (${process.execPath}). ` +
      'In a checkout run: npm rebuild node, then use npm run.\n',
  );
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  const { main } = await import('./cli/main.ts');
  await main(process.argv.slice(2));
}
