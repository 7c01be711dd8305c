import { read } from '../paste/read.ts';
import { type Reshape, rejoinPieces, rejoinWords, unescapeText } from '../paste/rejoin.ts';
import type { Paste, Prepared } from '../paste/types.ts';
import { type DiagnoseOptions, diagnose } from './diagnose.ts';
import type { Diagnosis } from './types.ts';

/** What was read, and what it means. */
export interface Examined {
  paste: Paste;
  diagnosis: Diagnosis;
}

/** Longer texts are logs, and nobody copies a log from a narrow window. */
const mostRejoined = 16_000;
/** Of a text without anything of Caracal's this much may be a message that was broken. */
const mostForeign = 1_200;
const fewestOfLog = 3;
/** From here on an answer needs no second reading. */
const sure = 0.9;
/** By so much more must the text say when its lines are joined. */
const clearly = 0.1;

/**
 * The whole way from a prepared text to its diagnosis. Where it says little as it stands, its lines may have been broken by
 * a terminal, a viewer or a frame: it is read once more with its lines joined.
 * @param prepared decoded and redacted text, see paste/prepare.ts
 */
export function examine(prepared: Prepared, options: DiagnoseOptions): Examined {
  const asPasted = examineAs(prepared, options);
  const { diagnosis } = asPasted;
  const known = isRecognised(diagnosis);
  if ((known && diagnosis.confidence >= sure) || !canBeBroken(asPasted.paste)) return asPasted;
  if (known && !looksBroken(prepared.text)) return asPasted;
  const ways = prepared.text.includes('\\n') ? [unescapeText] : [rejoinWords, rejoinPieces];
  for (const way of ways) {
    const joined = examineAs(prepared, options, way);
    if (!isRecognised(joined.diagnosis) || joined.diagnosis.row === null) continue;
    if (!known || joined.diagnosis.confidence >= diagnosis.confidence + clearly) return joined;
  }
  return asPasted;
}

function examineAs(prepared: Prepared, options: DiagnoseOptions, reshape?: Reshape): Examined {
  const paste = read(prepared, options.knowledge.facts, reshape);
  return { paste, diagnosis: diagnose(paste, options) };
}

/** More than words, and more than the request ID that stands beside what could not be read. */
function isRecognised({ row, outside, tier, silence }: Diagnosis): boolean {
  return (row !== null || outside !== null) && tier !== 'words' && silence !== 'request-id-only';
}

/** Lines that are whole messages of a log are not, and a longer text without anything of Caracal's is not worth it. */
function canBeBroken({ text, evidence, caracal }: Paste): boolean {
  if (text.length > mostRejoined || !(text.trim().includes('\n') || text.includes('\\n'))) return false;
  if (evidence.filter(({ kind }) => kind === 'log').length >= fewestOfLog) return false;
  return caracal || text.length <= mostForeign;
}

/** A long line, and behind it one that begins as no line does: with spaces and a word, or in the middle of one. */
function looksBroken(text: string): boolean {
  const lines = text.split('\n');
  const widest = Math.max(...lines.map((line) => line.length));
  return (
    widest >= 40 &&
    lines.some((line, index) => {
      const next = lines[index + 1] ?? '';
      return line.length >= 0.7 * widest && next !== '' && !startsAnew(next);
    })
  );
}

function startsAnew(line: string): boolean {
  const start = line.trimStart();
  return '{[<$>✗✘-"\'#('.includes(start[0] ?? '{') || start.startsWith('at ') || start.startsWith('File ');
}
