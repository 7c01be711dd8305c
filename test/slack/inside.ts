import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../src/config/load.ts';
import { createLog } from '../../src/ops/log.ts';
import type { WorkspaceOptions } from '../../src/sandbox/slack/options.ts';
import { createWorkspace, type Workspace } from '../../src/sandbox/slack/workspace.ts';
import { LIMITS, type Limits } from '../../src/slack/limits.ts';
import { type Running, startBot } from '../../src/slack/start.ts';

/** Workspace and bot in this process: for what needs other limits than the built-in ones. */
export interface Inside {
  workspace: Workspace;
  bot: Running;
  url: string;
  close(): Promise<void>;
}

/** Starts both over HTTP. */
export async function openInside(limits: Partial<Limits>, options: WorkspaceOptions = {}): Promise<Inside> {
  const workspace = await createWorkspace(options);
  const folder = mkdtempSync(path.join(tmpdir(), 'caracal-help-'));
  const env = {
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    SLACK_API_URL: workspace.apiUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    CARACAL_HELP_DATA: folder,
  };
  const loaded = loadConfig(env, 'serve');
  if (!('config' in loaded)) throw new Error(loaded.problems.map((each) => JSON.stringify(each)).join('\n'));
  const bot = await startBot(loaded.config, createLog('silent'), { ...LIMITS, ...limits });
  const url = `http://127.0.0.1:${bot.port}`;
  await workspace.pointTo({ url: `${url}/slack/events` });
  return {
    workspace,
    bot,
    url,
    async close() {
      await bot.stop(2_000);
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
