import type { Diagnosis } from '../diagnosis/types.ts';

/**
 * What `diagnose --json` prints: exactly the fields of the published format, in its order.
 * @param id the id of the line with --ndjson, else null
 */
export function toJson(diagnosis: Diagnosis, id: string | null): object {
  const { kind, answered, section, row, confidence, summary } = diagnosis;
  return {
    id,
    kind,
    answered,
    section,
    row,
    confidence,
    summary,
    evidence: diagnosis.evidence.map(({ line, quote, why }) => ({ line, quote, why })),
    alternatives: diagnosis.alternatives.map((each) => ({
      section: each.section,
      row: each.row,
      confidence: each.confidence,
    })),
    requestIds: diagnosis.requestIds,
    checklist: diagnosis.checklist.map((item) => ({
      section: item.section,
      row: item.row,
      symptom: item.symptom,
      fix: item.fix,
      state: item.state,
      detail: item.detail,
    })),
    diagnostic: diagnosis.diagnostic,
    redacted: diagnosis.redacted,
    docs: diagnosis.docs,
  };
}
