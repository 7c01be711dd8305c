import type { StackState } from './caracal/recorded.ts';
import type { CaracalStandIn } from './caracal/stand-in.ts';
import type { Bot, BotState } from './run-bot.ts';

/** What stands around the workspace, as the page shows it. */
export interface StandState {
  bot: BotState;
  log: string[];
  auditDown: boolean;
  stack: StackState;
}

/** What can be done to the bot and to Caracal, by name. */
export interface Stand {
  state(): StandState;
  actions: Record<string, (arg: { value?: unknown }) => Promise<void>>;
  onChange(listener: () => void): () => void;
}

const STACKS: readonly StackState[] = ['ok', 'sts-down', 'postgres-down', 'redis-down'];

/** Bot and Caracal with the switches of the fault panel. */
export function createStand(bot: Bot, caracal: CaracalStandIn): Stand {
  const listeners = new Set<() => void>();
  let auditDown = false;
  let stack: StackState = 'ok';
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  bot.onChange(changed);
  return {
    state: () => ({ bot: bot.state(), log: bot.log().slice(-8), auditDown, stack }),
    actions: {
      kill: () => bot.kill(),
      start: () => bot.start(),
      async restart() {
        await bot.kill();
        await bot.start();
      },
      async audit({ value }) {
        auditDown = value === true;
        caracal.setFault(auditDown ? { kind: 'down', path: '/v1/' } : null);
        changed();
      },
      async stack({ value }) {
        stack = STACKS.find((each) => each === value) ?? 'ok';
        caracal.setStack(stack);
        changed();
      },
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
