import { loadConfig, problemLines } from '../config/load.ts';
import type { Config } from '../config/types.ts';
import { examine } from '../diagnosis/examine.ts';
import type { Diagnosis } from '../diagnosis/types.ts';
import { type Knowledge, loadKnowledge } from '../knowledge/load.ts';
import { prepare } from '../paste/prepare.ts';
import { toJson } from '../reply/json.ts';
import { renderTerminal } from '../reply/terminal.ts';
import { input, linesOf } from './input.ts';
import { type DiagnoseArguments, diagnoseArguments, wantsColor } from './options.ts';
import { PlainError } from './usage.ts';

/** Diagnoses one text, with live checks when they are wished for. */
type Ask = (text: string) => Promise<Diagnosis>;

/**
 * `caracal-help diagnose`.
 * @returns 0 when something was recognised (with --ndjson: when every line was read), 3 when nothing was
 */
export async function run(args: string[]): Promise<number> {
  const options = diagnoseArguments(args);
  const config = configuration();
  const knowledge = loadKnowledge(config.knowledge.extra);
  const ask = await asker(options, config, knowledge);
  if (options.output === 'ndjson') return ndjson(options.files, ask);
  const diagnosis = await ask(await input(options.files));
  process.stdout.write(
    options.output === 'json'
      ? `${JSON.stringify(toJson(diagnosis, null), null, 2)}\n`
      : screen(diagnosis, options, knowledge),
  );
  return recognised(diagnosis) ? 0 : 3;
}

function configuration(): Config {
  const loaded = loadConfig(process.env, 'diagnose');
  if ('config' in loaded) return loaded.config;
  throw new PlainError(`the configuration is wrong\n  ${problemLines(loaded.problems).join('\n  ')}`, 2);
}

async function asker(options: DiagnoseArguments, config: Config, knowledge: Knowledge): Promise<Ask> {
  const edition = options.edition ?? config.edition;
  const verify = await (await import('./verify.ts')).verifier({
    config,
    knowledge,
    live: options.verify,
    waitMs: options.waitMs,
  });
  return async (text) => {
    const { paste, diagnosis } = examine(prepare(text), { knowledge, edition });
    return verify(paste, diagnosis);
  };
}

function recognised(diagnosis: Diagnosis): boolean {
  return diagnosis.row !== null || diagnosis.outside !== null;
}

function screen(diagnosis: Diagnosis, options: DiagnoseArguments, knowledge: Knowledge): string {
  const color = options.color && wantsColor(process.stdout.isTTY, process.env);
  // A terminal that does not know its size says 0.
  return renderTerminal(diagnosis, { color, columns: process.stdout.columns || 80, knowledge });
}

/** A line of the input: an id and a text, both strings, whatever stands beside them. */
function readLine(line: string): { id: string; text: string } {
  const value: unknown = JSON.parse(line);
  const { id, text } = (value ?? {}) as { id?: unknown; text?: unknown };
  if (typeof id !== 'string' || typeof text !== 'string') throw new Error('no id or no text');
  return { id, text };
}

async function ndjson(files: readonly string[], ask: Ask): Promise<number> {
  let allRead = true;
  for await (const line of linesOf(files)) {
    if (line.trim() === '') continue;
    const answer = await answerLine(line, ask);
    if ('error' in answer) allRead = false;
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  return allRead ? 0 : 1;
}

async function answerLine(line: string, ask: Ask): Promise<object> {
  let parsed: { id: string; text: string };
  try {
    parsed = readLine(line);
  } catch {
    return { id: null, error: 'not a line of the form {"id": string, "text": string}' };
  }
  return toJson(await ask(parsed.text), parsed.id);
}
