/** Editions of the troubleshooting page. Source: the ids of the interface, section 5. */
export const editions = ['2026.06', '1.0'] as const;

/**
 * How strong a kind of evidence is, weakest first; the stronger kind wins whatever the weaker says.
 * words: a description; general: a message of Docker, curl or a runtime that needs Caracal near it;
 * exact: a message of the product; structure: a parsed field (readiness reason, error_description, audit status).
 */
export const tiers = ['words', 'general', 'exact', 'structure'] as const;
