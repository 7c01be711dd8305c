import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path from the root of the page, `/index.html`, to what stands there. */
export type Assets = Map<string, Buffer>;

const SOURCE = fileURLToPath(new URL('./page', import.meta.url));
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The files of a folder, deep, in a fixed order. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A mark of everything that the page is made of: its own files and the versions of all packages. */
function markOf(): string {
  const hash = createHash('sha256');
  for (const file of [...filesOf(SOURCE), join(PROJECT, 'package-lock.json'), fileURLToPath(import.meta.url)]) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Builds the page with Vite, which is loaded only where nothing built is at hand. */
async function build(): Promise<Assets> {
  const { build: viteBuild } = await import('vite');
  const result = await viteBuild({
    configFile: false,
    envFile: false,
    root: SOURCE,
    logLevel: 'silent',
    mode: 'production',
    // Said in full, as a NODE_ENV of whoever starts this would otherwise mix two Reacts.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: { write: false, target: 'es2023', modulePreload: false, reportCompressedSize: false },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const assets: Assets = new Map();
  for (const { output } of outputs as {
    output: { fileName: string; code?: string; source?: string | Uint8Array }[];
  }[]) {
    for (const file of output) assets.set(`/${file.fileName}`, Buffer.from(file.code ?? file.source ?? ''));
  }
  return assets;
}

function read(folder: string): Assets {
  return new Map(
    filesOf(folder).map((file) => [`/${relative(folder, file).replaceAll('\\', '/')}`, readFileSync(file)]),
  );
}

/** Keeps what was built; a folder that cannot be written to only costs the time to build again. */
function keep(assets: Assets, folder: string): void {
  try {
    const draft = `${folder}.${process.pid}`;
    for (const [path, bytes] of assets) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), bytes);
    }
    for (const old of readdirSync(dirname(folder))) {
      if (!draft.endsWith(old)) rmSync(join(dirname(folder), old), { recursive: true, force: true });
    }
    renameSync(draft, folder);
  } catch {
    // Somebody else was faster, or the disk is read-only.
  }
}

/** The built page: from the cache when its sources are the same, else built now, in about half a second. */
export async function buildPage(): Promise<Assets> {
  const folder = join(PROJECT, 'node_modules', '.cache', 'caracal-help-page', markOf());
  if (existsSync(join(folder, 'index.html'))) return read(folder);
  const assets = await build();
  keep(assets, folder);
  return assets;
}
