import { adminOperations } from './admin.ts';
import type { Core } from './core.ts';
import type { Sockets } from './delivery/socket.ts';
import { lookOperations } from './looks.ts';
import { actionOperations } from './person-actions.ts';
import { messageOperations } from './person-messages.ts';
import { viewOperations } from './person-views.ts';

/** Everything that can be done to a workspace, in this process or over `/control/`: each takes one object. */
export function createOperations(core: Core, sockets: Sockets) {
  return {
    ...messageOperations(core),
    ...actionOperations(core),
    ...viewOperations(core),
    ...lookOperations(core),
    ...adminOperations(core, sockets),
  };
}

export type Operations = ReturnType<typeof createOperations>;
