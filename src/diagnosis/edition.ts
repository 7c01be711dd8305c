import type { Clue } from '../knowledge/facts.ts';
import type { Edition } from '../knowledge/schema.ts';
import type { Paste } from '../paste/types.ts';

/** Which edition a paste is read by, and why. */
export interface EditionChoice {
  edition: Edition;
  why: string;
  /** The text itself says so. */
  decisive: boolean;
}

/**
 * @param clues what the text has that only one edition prints, each once, in order of appearance
 * @param wish the configured edition, or `auto`
 * @returns with `auto` the edition that the text tells; where it tells none, 2026.06
 */
export function chooseEdition(paste: Paste, clues: readonly Clue[], wish: Edition | 'auto'): EditionChoice {
  const told = toldBy(paste, clues);
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

function toldBy(paste: Paste, clues: readonly Clue[]): EditionChoice {
  const weights: Record<Edition, number> = { '2026.06': 0, '1.0': 0 };
  const whys: Partial<Record<Edition, string>> = {};
  const count = (edition: Edition, weight: number, why: string): void => {
    weights[edition] += weight;
    whys[edition] ??= why;
  };
  for (const clue of clues) count(clue.edition, clue.weight, clue.why);
  const shape = shapeOf(paste);
  if (shape) count(shape.edition, 2, shape.why);
  const edition: Edition = weights['1.0'] > weights['2026.06'] ? '1.0' : '2026.06';
  const decisive = weights[edition] >= 2 && weights['1.0'] !== weights['2026.06'];
  const why = whys[edition];
  return { edition, decisive, why: why ? `read from ${why}` : 'the text tells no edition; 2026.06 is assumed' };
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
