import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type CaracalStandIn, createCaracalStandIn } from './caracal/stand-in.ts';
import { createBot } from './run-bot.ts';
import { openBrowser } from './run-browser.ts';
import { buildPage } from './run-build.ts';
import { botEnvironment } from './run-environment.ts';
import { createPageServer } from './run-page.ts';
import { record } from './run-record.ts';
import { createStand, type Stand } from './run-stand.ts';
import { createWorkspace, type Workspace } from './slack/workspace.ts';

export interface RunOptions {
  /** Port of the page; 0 takes a free one. */
  port: number;
  open: boolean;
  /** Where the traffic goes, one JSON object a line. */
  record: string | null;
}

export interface Sandbox {
  url: string;
  /** From the start of the process to a usable page. */
  seconds: number;
  workspace: Workspace;
  caracal: CaracalStandIn;
  stand: Stand;
  /** Opens the page in the person's browser, where there is one. */
  openBrowser(): void;
  /** Ends everything at once, the bot too. */
  close(): Promise<void>;
}

/**
 * Starts workspace, Caracal, bot and page. Resolves when the page is there and the bot listens.
 * Rejects with the error of what did not start, `EADDRINUSE` for the port; then nothing stays behind.
 */
export async function startSandbox(options: RunOptions): Promise<Sandbox> {
  const undo: (() => unknown)[] = [];
  async function close(): Promise<void> {
    for (const step of undo.splice(0).reverse()) await step();
  }
  try {
    return await start(options, undo, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: RunOptions, undo: (() => unknown)[], close: () => Promise<void>): Promise<Sandbox> {
  // The port is asked for first: when it is taken, nothing else needs to start.
  const page = await createPageServer(options.port);
  undo.push(() => page.close());
  const folder = mkdtempSync(join(tmpdir(), 'caracal-help-sandbox-'));
  const sweep = () => rmSync(folder, { recursive: true, force: true });
  // Also where the process ends before anybody could close the sandbox.
  process.once('exit', sweep);
  undo.push(() => {
    process.off('exit', sweep);
    sweep();
  });
  const building = buildPage();
  // Whoever waits for it hears of a failure; until then it must not end the process.
  building.catch(() => {});
  const [workspace, caracal] = await Promise.all([createWorkspace(), createCaracalStandIn()]);
  undo.push(() => Promise.all([workspace.close(), caracal.close()]));
  if (options.record) undo.push(record(workspace, options.record));
  const bot = createBot({
    env: botEnvironment(workspace, caracal, folder),
    cwd: folder,
    onListening: (port) => workspace.pointTo({ url: `http://127.0.0.1:${port}/slack/events` }),
  });
  undo.push(() => bot.kill());
  const stand = createStand(bot, caracal);
  const [assets] = await Promise.all([building, bot.start()]);
  page.serve(assets, workspace, stand);
  const seconds = performance.now() / 1000;
  return { url: page.url, seconds, workspace, caracal, stand, openBrowser: () => openBrowser(page.url), close };
}
