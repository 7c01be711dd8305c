import { readFileSync } from 'node:fs';
import path from 'node:path';
import { examine } from '../src/diagnosis/examine.ts';
import type { Diagnosis } from '../src/diagnosis/types.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import type { Edition } from '../src/knowledge/schema.ts';
import { prepare } from '../src/paste/prepare.ts';

// Accuracy and calibration over labelled pastes: node scripts/accuracy.ts [--auto] [-v] FILE…
// A line has id, text (or file, beside the index), accept, unprompted, edition; without `accept` it is talk.

interface Labelled {
  id: string;
  text: string;
  edition: Edition;
  accept: (string | null)[] | null;
  unprompted: boolean | 'any';
}

const args = process.argv.slice(2);
const auto = args.includes('--auto');
const verbose = args.includes('-v');
const knowledge = loadKnowledge();

for (const file of args.filter((arg) => !arg.startsWith('-'))) report(file, load(file));

function load(file: string): Labelled[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const entry = JSON.parse(line);
    const text = entry.text ?? readFileSync(path.join(path.dirname(file), entry.file), 'utf8');
    return {
      id: entry.id,
      text,
      edition: entry.edition ?? '2026.06',
      accept: entry.accept ?? null,
      unprompted: entry.unprompted ?? false,
    };
  });
}

function accepted(entry: Labelled, answer: Diagnosis): { row: boolean; section: boolean } {
  if (!entry.accept) return { row: true, section: true };
  const row = entry.accept.some((ref) =>
    ref === null
      ? answer.row === null
      : ref === `${answer.section}/${answer.row}` || (ref.endsWith('/*') && ref.slice(0, -2) === answer.section),
  );
  const section = entry.accept.some((ref) =>
    ref === null ? answer.section === null : ref.split('/')[0] === answer.section,
  );
  return { row, section };
}

function report(file: string, entries: readonly Labelled[]): void {
  const bins = new Map<string, { count: number; right: number; first: number; sum: number }>();
  let rows = 0;
  let sections = 0;
  let loud = 0;
  let shouldBeQuiet = 0;
  let missedSpeech = 0;
  for (const entry of entries) {
    const answer = examine(prepare(entry.text), {
      knowledge,
      edition: auto ? 'auto' : entry.edition,
    }).diagnosis;
    const { row, section } = accepted(entry, answer);
    rows += Number(row);
    sections += Number(section);
    if (entry.unprompted === false) shouldBeQuiet++;
    const tooLoud = entry.unprompted === false && answer.answered;
    const tooQuiet = entry.unprompted === true && !answer.answered;
    loud += Number(tooLoud);
    missedSpeech += Number(tooQuiet);
    if (entry.accept && answer.row !== null) {
      const bin =
        answer.confidence >= 0.9
          ? '0.9-1.0'
          : answer.confidence >= 0.7
            ? '0.7-0.9'
            : answer.confidence >= 0.5
              ? '0.5-0.7'
              : '0.0-0.5';
      const known = bins.get(bin) ?? { count: 0, right: 0, first: 0, sum: 0 };
      const first = accepted({ ...entry, accept: entry.accept.slice(0, 1) }, answer).row;
      bins.set(bin, {
        count: known.count + 1,
        right: known.right + Number(row),
        first: known.first + Number(first),
        sum: known.sum + answer.confidence,
      });
    }
    if (verbose && (!row || tooLoud || tooQuiet)) {
      const what = [
        !row && `row, accepts ${JSON.stringify(entry.accept)}`,
        tooLoud && 'TOO LOUD',
        tooQuiet && 'too quiet',
      ]
        .filter(Boolean)
        .join('; ');
      console.log(
        `  ${entry.id}: ${answer.section}/${answer.row} ${answer.confidence} ${answer.tier} ${answer.outside?.id ?? ''} — ${what}\n      ${answer.evidence[0]?.quote ?? ''}\n      ${JSON.stringify(entry.text.slice(0, 200))}`,
      );
    }
  }
  const percent = (count: number, of: number): string => `${((100 * count) / Math.max(1, of)).toFixed(1)} %`;
  console.log(
    `${path.basename(file)}: ${entries.length} · row ${percent(rows, entries.length)} · section ${percent(sections, entries.length)} · answered though it should not ${loud}/${shouldBeQuiet} · silent though it should not ${missedSpeech}`,
  );
  for (const [bin, { count, right, first, sum }] of [...bins].sort())
    console.log(
      `    ${bin}: ${count} answers, mean confidence ${(sum / count).toFixed(2)}, accepted ${percent(right, count)}, first advice ${percent(first, count)}`,
    );
}
