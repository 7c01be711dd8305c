import type { NewReply } from '../../src/work/replies.ts';
import { replyId } from '../../src/work/replies.ts';

/** A reply to a message, as the Slack room makes it; what is in the diagnosis does not matter to the outbox. */
export function newReply(channel: string, ts: string): NewReply {
  return {
    id: replyId('T0', channel, ts),
    source: { team: 'T0', channel, channelType: 'channel', ts, threadTs: null, user: 'U0ANA', way: 'paste' },
    asked: false,
    prepared: { text: 'sts 503', redacted: 0, tokens: [] },
    diagnosis: {
      kind: 'readiness',
      edition: '2026.06',
      editionWhy: 'configured',
      answered: true,
      silence: null,
      section: 'readiness',
      row: 'service-not-ready',
      confidence: 0.9,
      tier: 'structure',
      summary: 'sts is not ready',
      evidence: [],
      alternatives: [],
      requestIds: [],
      checklist: [],
      diagnostic: null,
      redacted: 0,
      docs: null,
      outside: null,
      question: null,
      notes: [],
      findings: [],
      mentions: { zones: [], applications: [], resources: [], scopes: [], hosts: [], times: [] },
    },
    post: { channel, threadTs: ts },
    createdAt: Date.now(),
  };
}
