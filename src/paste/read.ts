import type { Facts } from '../knowledge/facts.ts';
import { mentionsCaracal } from './caracal.ts';
import { focus } from './focus.ts';
import { readLines } from './lines.ts';
import { readAudit } from './readers/audit.ts';
import { readCommands } from './readers/commands.ts';
import { readErrors } from './readers/errors.ts';
import { readFlat } from './readers/flat.ts';
import { readHttp } from './readers/http.ts';
import { readRequestIds } from './readers/ids.ts';
import { readLogs } from './readers/logs.ts';
import { readMentions } from './readers/mentions.ts';
import { readProfile } from './readers/profile.ts';
import { readReadiness } from './readers/readiness.ts';
import { readSetup } from './readers/setup.ts';
import { readTraces } from './readers/traces.ts';
import { type Reader, startReading } from './reading.ts';
import type { Reshape } from './rejoin.ts';
import type { Paste, Prepared } from './types.ts';

/** Every reader, by name. A new kind of evidence is one file in `readers/` and one line here. */
const readers: readonly Reader[] = [
  readAudit,
  readCommands,
  readErrors,
  readFlat,
  readHttp,
  readLogs,
  readProfile,
  readReadiness,
  readSetup,
  readTraces,
  readMentions,
  readRequestIds,
];

/**
 * Reads what was pasted into typed evidence. Pure; the cost is linear in the length of the text.
 * @param prepared decoded and redacted text, see prepare.ts
 * @param known facts about the product: its services and their readiness reasons
 * @param reshape another way to cut the text into lines, see rejoin.ts
 */
export function read(prepared: Prepared, known: Facts, reshape?: Reshape): Paste {
  const focused = focus(prepared.text, known.landmarks);
  const kept = reshape ? reshape(focused) : focused;
  const lines = readLines(
    kept,
    known.services.map((service) => service.name),
  );
  const caracal =
    mentionsCaracal(kept.map((line) => line.text)) || prepared.tokens.some((token) => token.zone !== null);
  const reading = startReading(lines, known, caracal);
  for (const reader of readers) reader(reading);
  for (const token of prepared.tokens) if (token.zone) reading.fact('token.pasted', 'yes', token.line);
  const states = reading.evidence.some((item) => item.kind === 'readiness' && item.services.length > 1);
  return {
    text: prepared.text,
    lines,
    evidence: reading.evidence,
    facts: reading.facts,
    requestIds: reading.requestIds,
    mentions: reading.mentions,
    tokens: prepared.tokens,
    redacted: prepared.redacted,
    caracal: states || reading.caracal,
  };
}
