import type { Edition } from '../knowledge/schema.ts';
import { tiers } from '../knowledge/terms.ts';
import { lineNumbered } from '../paste/lines.ts';
import type { Paste } from '../paste/types.ts';
import { isDocument } from './code.ts';
import { type Hit, isNear, type Owner } from './hit.ts';
import { asksForHelp, voiceOf } from './voice.ts';

/** A row or an outside entry with everything that points to it, the strongest hit first. */
export interface Candidate {
  owner: Owner;
  hits: Hit[];
  best: Hit;
  /** The signal holds in the edition that is asked about. */
  own: boolean;
}

/** Below this the text says too little to name a row. */
const floor = 0.18;

/**
 * Orders what was found: what the product said before general messages, and those before words. Where the product says that
 * several boundaries failed, the earlier one, for that is the order to fix them in; within one message, and of what the
 * product did not say itself, the more probable one.
 */
export function rank(hits: readonly Hit[], edition: Edition, paste: Paste): Candidate[] {
  const groups = new Map<string, Hit[]>();
  for (const hit of doubted(hits, paste)) {
    if (hit.confidence < floor) continue;
    const key = ownerKey(ownerIn(edition, hit));
    groups.set(key, [...(groups.get(key) ?? []), hit]);
  }
  const candidates = [...groups.values()].map((group) => candidateOf(group, edition));
  const message = (candidate: Candidate): number =>
    lineNumbered(paste.lines, candidate.best.line)?.body ?? candidate.best.line;
  return candidates.sort((a, b) => compare(a, b, message));
}

/**
 * Where nothing in the paste is Caracal's and the line names another product, an error body that both could have
 * printed is no more than a general hint.
 */
function doubted(hits: readonly Hit[], paste: Paste): readonly Hit[] {
  if (paste.caracal) return hits;
  const others = hits.filter(
    (hit) => 'outside' in hit.entry.owner && hit.entry.owner.of === 'other' && hit.confidence >= 0.7,
  );
  if (others.length === 0) return hits;
  const foreign = new Set(others.map((hit) => hit.line));
  return hits.map((hit) =>
    foreign.has(hit.line) && sharedWords(hit) ? { ...hit, tier: 'general', confidence: hit.confidence * 0.5 } : hit,
  );
}

function sharedWords({ entry: { signal } }: Hit): boolean {
  return signal.tier === 'structure' && signal.fact.startsWith('error.') && signal.plain !== 'always';
}

/** What a signal of the other edition points to in this one. */
function ownerIn(edition: Edition, { entry: { owner, editions } }: Hit): Owner {
  return 'section' in owner && owner.twin && !editions.includes(edition) ? owner.twin : owner;
}

function candidateOf(group: Hit[], edition: Edition): Candidate {
  const own = (hit: Hit): boolean => hit.entry.editions.includes(edition);
  const hits = [...group].sort(
    (a, b) =>
      Number(own(b)) - Number(own(a)) || strength(b) - strength(a) || b.confidence - a.confidence || a.line - b.line,
  );
  const best = hits[0] as Hit;
  return { owner: ownerIn(edition, best), hits, best, own: own(best) };
}

/** Is this enough to speak up unasked? A program must have said it, or somebody who wants to be answered. */
export function speaksUp(candidate: Candidate, paste: Paste): boolean {
  return !isDocument(paste) && candidate.hits.some((hit) => isLoud(hit, paste));
}

/** `structure` and `exact` speak unasked unless the table says no; `general` when near; `words` only when the table says so. */
function isLoud(hit: Hit, paste: Paste): boolean {
  if (!isNear(hit, paste)) return false;
  if (hit.tier === 'general' && hit.entry.signal.tier === 'structure') return false;
  if (!(hit.entry.signal.unprompted ?? hit.tier !== 'words')) return false;
  const voice = voiceOf(hit, paste);
  return voice === 'program' || (voice === 'person' && asksForHelp(paste));
}

/** @param message the line on which the message starts that a candidate's strongest hit stands in */
function compare(a: Candidate, b: Candidate, message: (candidate: Candidate) => number): number {
  const blocking = Number(isBlocking(b)) - Number(isBlocking(a));
  if (blocking !== 0) return blocking;
  const level = levelOf(b) - levelOf(a);
  if (level !== 0) return level;
  if (a.own !== b.own) return a.own ? -1 : 1;
  const place = boundary(a) - boundary(b);
  const strong = strength(b.best) - strength(a.best);
  const probable = b.best.confidence - a.best.confidence;
  if (levelOf(a) <= tiers.indexOf('general')) return probable || place;
  if (message(a) === message(b)) return probable || strong || place;
  return place || strong || probable || a.best.line - b.best.line;
}

/** Readiness in doubt outranks every 401 and 403: with a dependency down they are only its echo. */
function isBlocking(candidate: Candidate): boolean {
  return (
    'section' in candidate.owner &&
    candidate.owner.section === 'readiness' &&
    strength(candidate.best) >= 2 &&
    candidate.best.confidence >= 0.6
  );
}

/** What the product said, in a structure or in its own words, is true: of two such messages the boundary decides. */
function levelOf({ best }: Candidate): number {
  const product = strength(best) >= tiers.indexOf('exact') && best.confidence >= 0.4;
  return product ? tiers.length : strength(best);
}

function boundary(candidate: Candidate): number {
  return 'section' in candidate.owner ? candidate.owner.boundary : 1000;
}

function strength(hit: Hit): number {
  return tiers.indexOf(hit.tier);
}

function ownerKey(owner: Owner): string {
  return 'section' in owner ? `${owner.section}/${owner.row}` : `outside/${owner.outside}`;
}
