import type { Edition } from '../knowledge/schema.ts';
import type { Paste } from '../paste/types.ts';
import type { Hit } from './hit.ts';
import type { Matches } from './matcher.ts';

/** Which edition a paste is read by, and why. */
export interface EditionChoice {
  edition: Edition;
  why: string;
  /** The text itself says so. */
  decisive: boolean;
}

/**
 * @param matches what the signals of both editions found, and what the text has that only one edition prints
 * @param wish the configured edition, or `auto`
 * @returns with `auto` the edition that the text tells; where it tells none, 2026.06
 */
export function chooseEdition(paste: Paste, matches: Matches, wish: Edition | 'auto'): EditionChoice {
  const told = toldBy(paste, matches);
  if (wish !== 'auto') {
    const other = told.decisive && told.edition !== wish;
    return {
      edition: wish,
      decisive: told.decisive,
      why: other ? `configured; the paste looks like ${told.edition} (${told.why})` : 'configured',
    };
  }
  return told;
}

function toldBy(paste: Paste, { hits, clues }: Matches): EditionChoice {
  const weights: Record<Edition, number> = { '2026.06': 0, '1.0': 0 };
  const whys: Partial<Record<Edition, string>> = {};
  const count = (edition: Edition, weight: number, why: string): void => {
    weights[edition] += weight;
    whys[edition] ??= why;
  };
  for (const clue of clues) count(clue.edition, clue.weight, clue.why);
  const shape = shapeOf(paste);
  if (shape) count(shape.edition, 2, shape.why);
  const only = onlyOf(hits);
  if (only) count(only, 1, 'a row that only this edition has');
  const edition: Edition = weights['1.0'] > weights['2026.06'] ? '1.0' : '2026.06';
  const decisive = weights[edition] >= 2 && weights['1.0'] !== weights['2026.06'];
  const why = whys[edition];
  return { edition, decisive, why: why ? `read from ${why}` : 'the text tells no edition; 2026.06 is assumed' };
}

/** The edition that alone has the rows found, and the other one no twin of them; null where there is none. */
function onlyOf(hits: readonly Hit[]): Edition | null {
  const told = hits.flatMap(({ tier, entry: { owner } }) =>
    tier !== 'words' && 'section' in owner && owner.only ? [owner.only] : [],
  );
  return told.length > 0 && told.every((edition) => edition === told[0]) ? (told[0] ?? null) : null;
}

/** A request ID in the body of an answer that STS gave to a token exchange: 1.0 writes one, 2026.06 does not. */
function shapeOf(paste: Paste): { edition: Edition; why: string } | null {
  const toSts = paste.facts.some((fact) => fact.key === 'request.to' && fact.value === 'sts');
  const errors = paste.evidence.filter((item) => item.kind === 'error');
  if (!toSts || errors.length !== 1) return null;
  const error = errors[0];
  if (!error?.description) return null;
  return error.requestId
    ? { edition: '1.0', why: 'the request ID in an STS answer' }
    : { edition: '2026.06', why: 'an STS answer without a request ID' };
}
