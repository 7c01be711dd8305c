/** One line of `caracal-help check`. */
export interface Line {
  name: string;
  /** `note`: works, and there is something to know. */
  state: 'ok' | 'note' | 'FAIL';
  /** What was seen; for FAIL also the setting to change. One line, without secrets. */
  text: string;
}

export const ok = (name: string, text: string): Line => ({ name, state: 'ok', text });
export const note = (name: string, text: string): Line => ({ name, state: 'note', text });
export const fail = (name: string, text: string): Line => ({ name, state: 'FAIL', text });

/** How long one question of `check` may take. */
export const limitMs = 5000;

/** Why a request failed, in plain words. */
export function whyNot(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError' || name === 'AbortError') return `no answer within ${limitMs / 1000} s`;
  const code = cause?.code ?? '';
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name is not known here';
  if (code.startsWith('CERT') || code.includes('SELF_SIGNED') || code.includes('VERIFY') || code.includes('ALTNAME')) {
    return `its certificate is not accepted (${code})`;
  }
  return code === '' ? ((error as Error).message ?? 'failed').split('\n')[0]! : code;
}
