interface HealthState {
  ok: boolean;
  /** One short sentence, without secrets: it is shown to whoever asks. */
  detail: string;
}

export interface HealthReport {
  ok: boolean;
  checks: { name: string; ok: boolean; detail: string }[];
}

export interface Health {
  /**
   * Registers a named question of /readyz. Called at every request; one that throws or takes longer than a second is not ok.
   * Gives the function that takes it off again.
   */
  add(name: string, ask: () => HealthState | Promise<HealthState>): () => void;
  /** From now on not ready: the process is about to end. */
  stopping(): void;
  /** /livez: the process answers, and that is all it says. */
  live(): HealthReport;
  /** /readyz: every registered question, side by side, in the order of registration. */
  ready(): Promise<HealthReport>;
}

/** A second is enough for what a probe may ask; orchestrators give up after about as long. */
const limitMs = 1000;

async function within(ask: () => HealthState | Promise<HealthState>): Promise<HealthState> {
  const { promise: late, resolve } = Promise.withResolvers<HealthState>();
  const timer = setTimeout(() => resolve({ ok: false, detail: `no answer within ${limitMs} ms` }), limitMs);
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message.split('\n')[0]! : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}

/** A registry of named checks for /livez and /readyz. */
export function createHealth(): Health {
  const questions = new Map<string, () => HealthState | Promise<HealthState>>();
  return {
    add(name, ask) {
      questions.set(name, ask);
      return () => {
        if (questions.get(name) === ask) questions.delete(name);
      };
    },
    stopping() {
      questions.set('process', () => ({ ok: false, detail: 'is stopping' }));
    },
    live: () => ({ ok: true, checks: [{ name: 'process', ok: true, detail: `up ${Math.floor(process.uptime())} s` }] }),
    async ready() {
      const asked = [...questions].map(async ([name, ask]) => ({ name, ...(await within(ask)) }));
      const checks = (await Promise.all(asked)).map(({ name, ok, detail }) => ({ name, ok, detail }));
      return { ok: checks.every((check) => check.ok), checks };
    },
  };
}
