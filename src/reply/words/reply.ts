import type { Diagnosis, Diagnostic, State } from '../../diagnosis/types.ts';
import type { Tier } from '../../knowledge/schema.ts';

const chance = (confidence: number): string =>
  `about ${Math.round(Math.min(Math.max(confidence || 0, 0), 0.99) * 100)} in 100`;

const sources: Record<Tier | 'finding', string> = {
  finding: 'from a live check',
  structure: 'read from a field of the output',
  exact: 'from a message of the product',
  general: 'from a general message with Caracal near it',
  words: 'from the description alone',
};

const degrees = { certain: 'almost certain', likely: 'probable', possible: 'a first guess' };

/** How sure an answer is, in words: the headline and the small print say the same. */
export function degreeOf(confidence: number): keyof typeof degrees {
  if (confidence >= 0.9) return 'certain';
  return confidence >= 0.65 ? 'likely' : 'possible';
}

/** Sentences of a reply. Backticks mean code. */
export const replyWords = {
  headline: {
    confirmed: (summary: string) => `It is this: ${summary}`,
    certain: (summary: string) => `Almost certainly: ${summary}`,
    likely: (summary: string) => `Probably: ${summary}`,
    possible: (summary: string) => `Possibly: ${summary}`,
    chosen: (symptom: string) => `Chosen by hand: ${symptom}`,
    unknown: 'I don’t know what this is.',
    outside: (summary: string) => `Not on the troubleshooting page: ${summary}`,
    other: (summary: string) => `This does not look like Caracal: ${summary}`,
    healthy: (summary: string) => `Nothing wrong here: ${summary}`,
    noneFits: 'None of the rows of the troubleshooting page fits.',
    request: (id: string, summary: string) => `Request \`${id}\`: ${summary}`,
  },
  quoted: (line: number) => `Line ${line} of the paste`,
  because: (why: string) => `why: ${why}`,
  where: (section: string, row: string) => `${section} › ${row}`,
  sure: (confidence: number, tier: Diagnosis['tier'], confirmed: boolean): string => {
    if (confirmed) return 'How sure: confirmed by a check.';
    return `How sure: ${degrees[degreeOf(confidence)]}, ${chance(confidence)}${tier ? `, ${sources[tier]}` : ''}.`;
  },
  question: (question: string) => `One question would decide: ${question}`,
  orIsIt: (names: string[]) => `Or is it ${names.join(', or ')}?`,
  first: (symptom: string) => `Do this first: ${symptom}`,
  next: (symptom: string) => `Do this next: ${symptom}`,
  allDone: 'Every item of the checklist is ticked off or ruled out.',
  checklist: 'Checklist',
  others: 'Then, if that was not it',
  othersInShort: 'Then, if that was not it (the page has the steps)',
  states: { confirmed: 'Confirmed', 'ruled-out': 'Ruled out', unverified: 'Not checked yet' } satisfies Record<
    State,
    string
  >,
  ticked: 'Ticked off',
  tickIt: (symptom: string) => `Done: ${symptom}`,
  ruledOut: (symptoms: string[]) => `Ruled out: ${symptoms.join(' · ')}`,
  moreItems: (count: number) => `${count} more ${count === 1 ? 'item is' : 'items are'} under Details.`,
  forShell: { posix: 'Linux and macOS', powershell: 'Windows PowerShell' },
  docs: 'The page for this',
  changes: 'Since the first answer',
  edition: (edition: string, why: string) => `Edition ${edition} of the page${why ? ` (${why})` : ''}.`,
  redacted: (count: number) =>
    count === 1
      ? '1 secret in the paste was replaced before anything was kept. If it was real, replace it in Caracal too.'
      : `${count} secrets in the paste were replaced before anything was kept. If they were real, replace them in Caracal too.`,
  unasked:
    'I answered because this looks like output of Caracal. To stop me here, write “stop” in this thread or react to this message with `:mute:`. Whoever runs me can mute the whole channel.',
  cut: 'This answer was cut to fit; the rest is under Details.',
  cutText: 'This answer was cut to fit.',
  look: (look: string) => `Where to look: ${look}`,
  paste: {
    title: 'Paste one of these instead, and I will look again:',
    items: [
      'the output of `caracal status --ready --json`',
      'the whole error with its status, for example from `curl -i`, also the `error_description`',
      'the request ID of the failed call, and where it failed: STS, the Gateway or the upstream',
      'the last lines of the log of the service that failed, for example `docker logs caracal-sts-1`',
    ],
    secrets: 'Tokens and secrets in a paste are replaced before anything is kept.',
  },
  chosenBy: 'chose this row instead of my first reading.',
  noneBy: 'looked through the rows and found none that fits. Thank you, that is counted.',
  audit: {
    title: 'What audit says',
    request: 'Request',
    zone: 'Zone',
    decision: 'Decision',
    status: 'Status',
    reasons: 'Reasons',
    means: 'In plain words',
    remedy: 'What to do',
    resource: 'Resource',
    application: 'Application',
    scopes: 'Scopes asked for',
    events: 'Events',
    lag: 'Delay',
    lagIs: (lag: string) => `reached the audit ledger ${lag} after it happened`,
    decisions: {
      allow: 'allowed',
      deny: 'denied',
      unknown: 'not clear from the events',
      'not-found': 'not found',
      unavailable: 'audit could not be asked',
    } satisfies Record<Diagnostic['decision'], string>,
    onlyAudit: 'only audit can say what was decided about it.',
    silent: (id: string) =>
      `Audit has said nothing about \`${id}\` so far. The Console’s audit view, or explain, shows it too.`,
    notAsked: (id: string) => `Audit was not asked about \`${id}\`: \`--verify\` asks it where a zone is configured.`,
    manyIds: (count: number) => `${count} request IDs are in the paste; this is about the first one.`,
    again: 'Audit is asked again by itself for about a minute; this message changes when it knows more.',
    gaveUp: 'Audit was asked several times and is not asked again by itself. “Run the checks again” asks once more.',
    late: (times: number) =>
      `Audit had the answer only when it was asked again (${times === 1 ? 'once' : `${times} times`}).`,
    inPolicy: 'The policy input is behind the button below, for those who may see this zone.',
    /** Why audit was not asked at all: nobody set up a zone, or none that may be shown in this channel, or to this person. */
    closed: {
      nowhere:
        'Audit was not asked: I know of no zone. Whoever runs me can set one up in my configuration; the Console’s audit view, or explain, shows the request too.',
      channel:
        'Audit was not asked: nothing of it may be shown in this channel. Whoever runs me can allow the channel under `channels` of the zone in my configuration.',
      person:
        'Audit was not asked: nothing of it may be shown to the person who asked. Whoever runs me can add people under `users` of the zone in my configuration.',
    },
    through: 'Caracal let this request through: nothing of Caracal’s is wrong with it.',
    upstreamFailed: 'Caracal let this request through, and the upstream failed: read the upstream’s own log.',
  },
  folded: {
    same: (summary: string) => `The same failure was answered here a moment ago: ${summary}`,
    sameLink: 'see that answer',
    solvedBy: 'Solved by ',
    after: (duration: string) => ` after ${duration}, `,
    itWas: (summary: string) => `It was: ${summary}`,
    editedIntoTalk: 'The message above was edited and shows no output of Caracal any more, so this answer is folded.',
    deleted: 'The message that this answered was deleted, so this answer is folded.',
    stopped: 'Stopped. I stay quiet in this thread until somebody mentions me.',
  },
  buttons: {
    run: 'Run the checks again',
    solved: 'Solved',
    notIt: 'That’s not it',
    choose: 'Choose a row by hand',
    policy: 'Show the policy input',
    details: 'Details',
    reopen: 'Open again',
    answerHere: 'Show the answer here',
    form: 'Paste into a form',
  },
};

/** "45 seconds", "12 minutes", "3 hours", "2 days". */
export function duration(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1_000, 'second'],
  ];
  const [size, unit] = units.find(([least]) => ms >= least) ?? [1_000, 'second'];
  const count = Math.max(1, Math.round(ms / size) || 1);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** "0.8 s", "4 s", "2 minutes": how late audit was. */
export function lag(ms: number): string {
  return !(ms >= 60_000) ? `${Math.round(Math.max(0, ms || 0) / 100) / 10} s` : duration(ms);
}
