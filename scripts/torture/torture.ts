import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Engine, type Lab, openLab } from './lab.ts';
import { answered, calibrate, deliveriesOf, PATIENCE_MS, type Pasted, repliesTo, runRound, settle } from './rounds.ts';

// Kills the bot at random moments between delivery and reply and counts what stands in Slack afterwards.
// usage: node scripts/torture/torture.ts [ROUNDS] [--store sqlite|redis|both] [--labs N] [--bot FILE] [--keep]

interface Tally {
  engine: Engine;
  mode: string;
  rounds: number;
  pastes: number;
  botKills: number;
  redisKills: number;
  lost: number;
  doubled: number;
  seconds: number;
}

/** Every so many rounds a line says that it is still going on. */
const TELL_EVERY = 25;

async function tortureLab(lab: Lab, wanted: number, stopped: AbortSignal): Promise<Tally> {
  const began = performance.now();
  const replyMs = await calibrate(lab);
  const pasted: Pasted[] = [];
  let rounds = 0;
  while (rounds < wanted && !stopped.aborted) {
    pasted.push(...(await runRound(lab, rounds, replyMs)));
    rounds += 1;
    if (rounds % TELL_EVERY === 0) {
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(`${lab.engine} ${lab.mode}: ${rounds} of ${wanted} rounds, ${seconds} s\n`);
    }
  }
  await answered(lab.workspace, pasted);
  await settle(lab.workspace);
  const counts = pasted.map((one) => ({ ...one, replies: repliesTo(lab.workspace, one).length }));
  for (const one of counts) {
    if (one.replies === 1) continue;
    process.stdout.write(
      `${lab.engine} ${lab.mode}: round ${one.round} (${one.killed} killed): ${one.replies} replies in ${one.channel}, ${deliveriesOf(lab.workspace, one)}\n`,
    );
  }
  const kills = new Map(pasted.map((one) => [one.round, one.killed]));
  const killed = [...kills.values()];
  return {
    engine: lab.engine,
    mode: lab.mode,
    rounds,
    pastes: pasted.length,
    botKills: killed.filter((what) => what !== 'redis').length,
    redisKills: killed.filter((what) => what !== 'bot').length,
    lost: counts.filter((one) => one.replies === 0).length,
    doubled: counts.filter((one) => one.replies > 1).length,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

function table(tallies: Tally[]): string {
  const head = ['store', 'mode', 'rounds', 'pastes', 'bot killed', 'redis killed', 'lost', 'doubled', 'seconds'];
  const rows = tallies.map((one) =>
    [
      one.engine,
      one.mode,
      one.rounds,
      one.pastes,
      one.botKills,
      one.redisKills,
      one.lost,
      one.doubled,
      one.seconds,
    ].map(String),
  );
  const lines = [head, head.map(() => '---'), ...rows];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      store: { type: 'string', default: 'both' },
      bot: { type: 'string', default: join(import.meta.dirname, '../../src/caracal-help.js') },
      labs: { type: 'string', default: '2' },
      keep: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(positionals[0] ?? 60);
  const engines: Engine[] = values.store === 'both' ? ['sqlite', 'redis'] : [values.store as Engine];
  const labs = Math.min(Number(values.labs), rounds);
  if (!(rounds >= 1 && labs >= 1) || engines.some((engine) => engine !== 'sqlite' && engine !== 'redis')) {
    process.stderr.write('usage: torture.ts [ROUNDS] [--store sqlite|redis|both] [--labs N] [--bot FILE] [--keep]\n');
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'caracal-help-torture-'));
  const tallies: Tally[] = [];
  // Told to end, it ends what it started and prints how far it came.
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  let broken = 0;
  for (const engine of engines) {
    if (stop.signal.aborted) break;
    const parts = Array.from({ length: labs }, (_, index) => Math.floor((rounds + index) / labs));
    const done = await Promise.allSettled(
      parts.map(async (part, index) => {
        const lab = await openLab(
          resolve(values.bot),
          engine,
          index % 2 === 0 ? 'http' : 'socket',
          join(folder, `${engine}-${index}`),
        );
        try {
          return await tortureLab(lab, part, stop.signal);
        } finally {
          await lab.close();
        }
      }),
    );
    for (const result of done) {
      if (result.status === 'fulfilled') tallies.push(result.value);
      else {
        broken += 1;
        process.stdout.write(`${engine}: broke off: ${(result.reason as Error).message}\n`);
      }
    }
  }
  process.stdout.write(table(tallies));
  const bad = broken > 0 || tallies.some((one) => one.lost + one.doubled > 0);
  if (bad || values.keep) process.stdout.write(`logs and data: ${folder}\n`);
  else rmSync(folder, { recursive: true, force: true });
  if (stop.signal.aborted) process.stdout.write('stopped before all rounds were done\n');
  if (bad) process.stdout.write(`lost: no reply within ${PATIENCE_MS / 1000} s; doubled: more than one\n`);
  return bad || stop.signal.aborted ? 1 : 0;
}

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`torture: ${error.message}\n`);
  return 1;
});
