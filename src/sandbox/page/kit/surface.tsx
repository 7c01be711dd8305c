import { createContext, type ReactNode, useContext } from 'react';
import type { PageState } from '../../run-state.ts';
import type { Json } from '../../slack/types.ts';
import type { Place } from '../place.ts';
import { act } from '../store.ts';

export type Entered = string | string[] | null;

/** Where blocks are drawn, and what happens when somebody presses something there. */
export interface Surface {
  state: PageState;
  /** What is entered into an element now, if anybody entered something. */
  entered(block: string, action: string): Json | undefined;
  /** A press or a change that is sent to the bot. */
  press(block: string, action: string, value: Entered): void;
  /** What is wrong with a block, as the bot said. */
  error(block: string): string | undefined;
}

const Context = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(Context);
  if (!surface) throw new Error('Blocks are drawn outside of a surface');
  return surface;
}

export const SurfaceProvider = Context.Provider;

interface Props {
  state: PageState;
  place: Place;
  channel: string;
  ts: string;
  children: ReactNode;
}

/** A message, kept or ephemeral. */
export function MessageSurface({ state, place, channel, ts, children }: Props) {
  const surface: Surface = {
    state,
    entered: (block, action) => state.inputs[ts]?.[block]?.[action],
    press: (block, action, value) =>
      void act('press', { user: place.person, channel, ts, action: `${block}.${action}`, value }),
    error: () => undefined,
  };
  return <SurfaceProvider value={surface}>{children}</SurfaceProvider>;
}
