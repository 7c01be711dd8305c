import { isExplained } from '../../diagnosis/explained.ts';
import type { Diagnosis, Diagnostic } from '../../diagnosis/types.ts';
import type { Knowledge } from '../../knowledge/load.ts';
import { oneLine } from '../escape.ts';
import type { Spans } from '../types.ts';
import { lag, replyWords as w } from '../words/reply.ts';
import type { Subject } from './subject.ts';
import type { Part } from './types.ts';

const EVENTS = 6;
/** Nobody wonders about less. */
const USUAL_LAG_MS = 2_000;

/** What audit said of the request, as names and values; nothing where it was not asked. */
export function auditParts(subject: Subject): Part[] {
  const { diagnostic } = subject.diagnosis;
  if (!diagnostic) return [];
  return [{ kind: 'facts', title: w.audit.title, facts: factsOf(subject.diagnosis, diagnostic, subject.knowledge) }];
}

function factsOf(diagnosis: Diagnosis, diagnostic: Diagnostic, knowledge: Knowledge): [string, Spans][] {
  const { requestId, zone, zoneName, decision, status, reasons, summary, lagMs } = diagnostic;
  const code = (text: string): string => `\`${oneLine(text).replace(/`/g, 'ˋ')}\``;
  const remedy = diagnostic.advice ?? remedyOf(diagnostic, knowledge);
  const facts: [string, string | null][] = [
    [w.audit.request, code(requestId)],
    [w.audit.zone, zoneName ? `${oneLine(zoneName)} (${code(zone)})` : zone ? code(zone) : null],
    [w.audit.decision, w.audit.decisions[decision] ?? oneLine(String(decision))],
    [w.audit.status, status ? code(status) : null],
    [w.audit.reasons, reasons.length > 0 ? reasons.map(code).join(', ') : null],
    // The headline has said it where it is the summary.
    [w.audit.means, diagnosis.summary.includes(summary) ? null : oneLine(summary) || null],
    [w.audit.remedy, remedy ? oneLine(remedy) : null],
    [w.audit.resource, diagnostic.resource ? code(diagnostic.resource) : null],
    [w.audit.application, diagnostic.application ? code(diagnostic.application) : null],
    [w.audit.scopes, diagnostic.scopes.length > 0 ? diagnostic.scopes.map(code).join(', ') : null],
    [w.audit.events, eventsOf(diagnostic)],
    [w.audit.lag, lagMs === null || lagMs < USUAL_LAG_MS ? null : w.audit.lagIs(lag(lagMs))],
  ];
  return facts.flatMap(([name, value]): [string, Spans][] => (value ? [[name, [value]]] : []));
}

function eventsOf({ events }: Diagnostic): string | null {
  if (events.length === 0) return null;
  const shown = events.slice(-EVENTS).map(({ type, decision, status, at }) => {
    const time = Number.isNaN(Date.parse(at)) ? '' : ` at ${clock(at)}`;
    return `${oneLine(type)} ${[decision, status].filter(Boolean).map(oneLine).join('/')}${time}`.trim();
  });
  return [...(events.length > shown.length ? [`… ${events.length - shown.length} earlier`] : []), ...shown].join('; ');
}

/** The time of an event to the second: events of one request lie close together. */
function clock(at: string): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(11, 19)} UTC`;
}

function remedyOf({ status, reasons, decision }: Diagnostic, knowledge: Knowledge): string | null {
  if (!status || decision === 'allow') return null;
  const known = knowledge.facts.audit.filter((each) => each.status === status);
  return (
    (known.find((each) => each.reason && reasons.includes(each.reason)) ?? known.find((each) => !each.reason))
      ?.remedy ?? null
  );
}

const closed: readonly string[] = Object.values(w.audit.closed);

/** Why audit was not asked for this person here, one of the notes; null where it was. */
export function closedNote({ notes }: Diagnosis): string | null {
  return notes.find((note) => closed.includes(note)) ?? null;
}

/** What is known of asking audit: nothing yet, asked again at a time, late, or given up. */
export function askingParts(subject: Subject): Part[] {
  const { record, diagnosis } = subject;
  const { diagnostic, requestIds } = diagnosis;
  const lines: Spans[] = [];
  const [id] = requestIds;
  const closed = closedNote(diagnosis);
  if (!diagnostic && closed) lines.push([closed]);
  else if (!diagnostic && id) lines.push([(record ? w.audit.silent : w.audit.notAsked)(oneLine(id))]);
  if (requestIds.length > 1) lines.push([w.audit.manyIds(requestIds.length)]);
  if (record) {
    const open = !isExplained(diagnostic);
    const { asked, nextAt } = record.audit;
    const times = asked + (nextAt === null ? 0 : 1);
    if (open && nextAt !== null) lines.push([w.audit.again]);
    else if (open && asked > 0) lines.push([w.audit.gaveUp]);
    else if (!open && times > 0) lines.push([w.audit.late(times)]);
    if (diagnostic?.policyInput != null) lines.push([w.audit.inPolicy]);
  }
  return lines.map((spans) => ({ kind: 'small', spans }));
}
