import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Diagnosis } from '../../src/diagnosis/types.ts';
import { findRow } from '../../src/knowledge/load.ts';
import type { Edition } from '../../src/knowledge/schema.ts';
import { editions } from '../../src/knowledge/terms.ts';
import { answerTo, knowledge } from '../diagnosis/labelled.ts';

/**
 * Every message that an edition of the product prints, as its surface prints it. `accept` names the rows that are a
 * right first advice; null where no row of the page covers it and the answer must say what it is instead.
 */
const Message = z.strictObject({
  text: z.string().min(4),
  surface: z.string(),
  accept: z.array(z.string().nullable()).nonempty(),
  /** Rows that are right too where the text tells no edition and the other one is assumed. */
  otherwise: z.array(z.string().nullable()).nonempty().optional(),
  /** Why a message that is not a failure stands here. */
  why: z.string().min(8).optional(),
});
type Message = z.infer<typeof Message>;

function inventory(edition: Edition): Message[] {
  const file = path.join(import.meta.dirname, '..', 'fixtures', `inventory-${edition}.ndjson`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Message.parse(JSON.parse(line)));
}

/** The rows of the other page that stand for one of this page: where the text tells no edition, either is right. */
const counterparts: Record<string, string[]> = {
  'identity/constructor-error': ['profile/config-missing', 'profile/sdk-cannot-load', 'profile/profile-path-wrong'],
  'identity/sdk-cannot-load': ['profile/profile-path-wrong', 'profile/sdk-cannot-load', 'profile/config-missing'],
  'identity/authentication-rejected': ['sts-403/app-secret', 'gateway-403/token-freshness'],
  'identity/secret-file-rejected': ['profile/secret-file-rejected'],
  'lost-secret/client-secret-lost': ['console-file-writes/client-secret-lost'],
};

function accepted(refs: readonly (string | null)[], answer: Diagnosis): boolean {
  const row = `${answer.section}/${answer.row}`;
  return refs.some((ref) => (ref === null ? isOutside(answer) : ref === row || ref === `${answer.section}/*`));
}

/** Recognised, not on the page, and nothing is said unasked. */
function isOutside(answer: Diagnosis): boolean {
  return (
    answer.row === null && !answer.answered && (answer.outside?.of === 'caracal' || answer.outside?.of === 'healthy')
  );
}

function told(message: Message, answer: Diagnosis): string {
  return `${message.surface}: ${message.text.slice(0, 160)} → ${answer.section}/${answer.row} ${answer.outside?.id ?? ''}, accepts ${message.accept.join(', ')}`;
}

describe.each(editions)('messages of %s', (edition) => {
  const messages = inventory(edition);

  test('name rows that exist', () => {
    const named = new Set(messages.flatMap((message) => message.accept).filter((ref) => ref !== null));
    const unknown = [...named].filter((ref) => {
      const [section = '', row = ''] = ref.split('/');
      const known = knowledge.tables[edition].sections.some((candidate) => candidate.id === section);
      return !known || (row !== '*' && !findRow(knowledge.tables[edition], { section, row }));
    });
    expect(unknown).toEqual([]);
  });

  test('are known to the tables, or listed as outside of them', () => {
    const wrong = messages.flatMap((message) => {
      const answer = answerTo(message.text, edition);
      return accepted(message.accept, answer) ? [] : [told(message, answer)];
    });
    expect(wrong).toEqual([]);
  });

  test('are known without being told the edition', () => {
    const wrong = messages.flatMap((message) => {
      const answer = answerTo(message.text, 'auto');
      const right = accepted(message.accept, answer) || (answer.edition !== edition && isUndecided(message, answer));
      return right ? [] : [told(message, answer)];
    });
    expect(wrong).toEqual([]);
  });
});

/** Both editions print these words: the other one's answer, or its row for the same fault, is right as well. */
function isUndecided(message: Message, answer: Diagnosis): boolean {
  const twins = message.accept.flatMap((ref) => (ref === null ? [] : (counterparts[ref] ?? [])));
  return accepted([...twins, ...(message.otherwise ?? [])], answer);
}
