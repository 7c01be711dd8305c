import { loadConfig, problemLines } from '../config/load.ts';
import type { Config } from '../config/types.ts';
import { checkZone } from './check/caracal.ts';
import { checkDocker } from './check/docker.ts';
import { checkSlack } from './check/slack.ts';
import { checkStore } from './check/store.ts';
import { fail, type Line, ok } from './check/types.ts';
import { PlainError, UsageError } from './usage.ts';

async function checkKnowledge(config: Config): Promise<Line[]> {
  const { loadKnowledge } = await import('../knowledge/load.ts');
  try {
    const { tables } = loadKnowledge(config.knowledge.extra);
    const rows = tables['2026.06'].sections.flatMap((section) => section.rows).length;
    const more = config.knowledge.extra.length === 0 ? '' : ` with ${config.knowledge.extra.length} files of your own`;
    return [ok('knowledge', `${rows} rows${more}`)];
  } catch (error) {
    return [fail('knowledge', `${(error as Error).message}; see knowledge.extra`)];
  }
}

function checkZones(config: Config): (Promise<Line[]> | Line[])[] {
  if (config.zones.length === 0) {
    return [[ok('zones', 'none configured: the bot answers from what is pasted alone')]];
  }
  return config.zones.map(checkZone);
}

/** Loads what the checks need before any clock of theirs runs: on a busy machine loading takes longer than an answer. */
async function loadClients(config: Config): Promise<void> {
  await Promise.all([
    config.zones.length > 0 ? import('undici') : null,
    config.docker.enabled ? import('../checks/docker/client.ts') : null,
    import('../work/open.ts'),
  ]);
}

/**
 * `caracal-help check`: the configuration and every connection, one line each. It reads only, beside a running bot too.
 * @returns 0 when everything works, 1 when something fails; a wrong configuration is thrown with status 2
 */
export async function run(args: string[]): Promise<number> {
  if (args.length > 0) throw new UsageError(`check takes no arguments, but was given ${args[0]}`);
  const loaded = loadConfig(process.env, 'check');
  if ('problems' in loaded) {
    throw new PlainError(`the configuration is wrong\n  ${problemLines(loaded.problems).join('\n  ')}`, 2);
  }
  const { config } = loaded;
  const knowledge = await checkKnowledge(config);
  await loadClients(config);
  const groups = [
    [ok('configuration', 'environment and file are valid')],
    knowledge,
    checkSlack(config.slack),
    ...checkZones(config),
    checkDocker(config.docker),
    checkStore(config),
  ];
  let failed = 0;
  // All are asked side by side; each is shown as soon as those above it are done.
  for (const group of groups) {
    for (const line of await group) {
      process.stdout.write(`${line.state.padEnd(4)}  ${line.name.padEnd(14)}  ${line.text}\n`);
      if (line.state === 'FAIL') failed += 1;
    }
  }
  if (failed > 0) process.stdout.write(`\n${failed === 1 ? '1 check fails.' : `${failed} checks fail.`}\n`);
  return failed > 0 ? 1 : 0;
}
