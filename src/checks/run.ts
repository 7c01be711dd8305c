import { isExplained } from '../diagnosis/explained.ts';
import type { Finding } from '../diagnosis/types.ts';
import { redact } from '../paste/redact.ts';
import { checksFor } from './list.ts';
import type { Answer, Check, CheckContext } from './types.ts';

export interface Limits {
  /** A check that takes longer is answered for, and comes later. */
  eachMs: number;
  /** All checks together. */
  allMs: number;
}

const standard: Limits = { eachMs: 1500, allMs: 2000 };
/** Nobody waits longer than this for what is late. */
const latestMs = 15_000;

const notYet = 'A check has not answered yet; what it finds comes later.';
const neverCame = 'A check did not answer.';
const nothingMore = 'A check that answered late had nothing to add.';

/**
 * Runs every check that has what it needs, side by side. Resolves within the limits and never rejects: what has not answered
 * is `unknown`, and comes in `late`; what fails is `unknown` with the reason.
 * @param context one object for one run: checks share what they ask through it
 */
export async function runChecks(
  context: CheckContext,
  limits: Limits = standard,
  list?: readonly Check[],
): Promise<Answer & { late: Promise<Answer> | null }> {
  const running = (list ?? (await checksFor(context)))
    .filter((check) => hasNeeds(check, context))
    .map((check) => ({ check, answer: runOne(check, context) }));
  const cut = Math.min(limits.eachMs, limits.allMs);
  const first = await Promise.all(running.map(({ answer }) => within(answer, cut, context.signal)));
  const slow = running.filter((_, i) => first[i] === null);
  const early = first.map((answer, i) => answer ?? { findings: placeholders(running[i]!.check, context, notYet) });
  return { ...together(early), late: slow.length === 0 ? null : lateAnswer(slow, context) };
}

interface Running {
  check: Check;
  answer: Promise<Answer>;
}

async function lateAnswer(slow: readonly Running[], context: CheckContext): Promise<Answer> {
  const answers = slow.map(async ({ check, answer }) => {
    const came = await within(answer, latestMs, context.signal);
    if (came === null) return { findings: placeholders(check, context, neverCame) };
    // Every row that was answered for needs an answer that takes its place.
    const open = placeholders(check, context, nothingMore).filter(
      (row) => !came.findings.some((finding) => finding.section === row.section && finding.row === row.row),
    );
    return { ...came, findings: [...came.findings, ...open] };
  });
  return together(await Promise.all(answers));
}

async function runOne(check: Check, context: CheckContext): Promise<Answer> {
  try {
    return await check.run(context);
  } catch (error) {
    const line = error instanceof Error ? error.message.split('\n', 1)[0]! : 'unknown error';
    const why = redact(line.slice(0, 200)).text;
    return { findings: placeholders(check, context, `The check ${check.id} could not be done: ${why}`) };
  }
}

/** Null where it takes longer, or where the caller has had enough. */
function within(answer: Promise<Answer>, ms: number, signal: AbortSignal): Promise<Answer | null> {
  return new Promise((resolve) => {
    const done = (value: Answer | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(value);
    };
    const stop = () => done(null);
    const timer = setTimeout(stop, ms);
    signal.addEventListener('abort', stop, { once: true });
    void answer.then(done);
  });
}

function hasNeeds(check: Check, { paste, zones, docker }: CheckContext): boolean {
  const has = {
    'request-id': paste.requestIds.length > 0,
    zone: zones.length > 0,
    docker: docker !== null,
    profile: paste.evidence.some((evidence) => evidence.kind === 'profile'),
    token: paste.tokens.length > 0,
    nothing: true,
  };
  return check.needs.every((need) => has[need]);
}

/** `unknown` for the rows of the check that stand on the checklist; the others would only be noise. */
function placeholders(check: Check, { diagnosis }: CheckContext, detail: string): Finding[] {
  return check.rows
    .filter(({ section, row }) => diagnosis.checklist.some((item) => item.section === section && item.row === row))
    .map(({ section, row }) => ({ check: check.id, section, row, state: 'unknown', detail }));
}

function together(answers: readonly Answer[]): Answer {
  const findings = answers.flatMap((answer) => answer.findings);
  const said = answers.map((answer) => answer.diagnostic).filter((one) => one !== undefined);
  const diagnostic = said.find(isExplained) ?? said[0];
  return diagnostic === undefined ? { findings } : { findings, diagnostic };
}
