import { useEffect } from 'react';
import type { PageState } from '../run-state.ts';
import type { Channel } from '../slack/types.ts';
import { Blocks } from './kit/blocks.tsx';
import { type Surface, SurfaceProvider } from './kit/surface.tsx';
import { go, type Place } from './place.ts';
import { act } from './store.ts';

/** "Messages" and "Home" of the bot. */
export function Tabs({ place }: { place: Place }) {
  return (
    <nav aria-label="Of the app" className="tabs">
      <button type="button" aria-current={place.home ? undefined : 'page'} onClick={() => go({ home: false })}>
        Messages
      </button>
      <button type="button" aria-current={place.home ? 'page' : undefined} onClick={() => go({ home: true })}>
        Home
      </button>
    </nav>
  );
}

/** The home tab that the bot published for this person; opening it asks the bot for it. */
export function HomeTab({ state, place }: { state: PageState; place: Place; channel: Channel }) {
  const user = place.person;
  const view = state.homes[user];
  useEffect(() => void act('openHome', { user }), [user]);
  const surface: Surface = {
    state,
    entered: (block, action) => (view ? state.inputs[view.id]?.[block]?.[action] : undefined),
    press: (block, action, value) => void act('press', { user, view: view?.id, action: `${block}.${action}`, value }),
    error: () => undefined,
  };
  return (
    <>
      <div className="head">
        <h2>{state.bot.name}</h2>
        <Tabs place={place} />
      </div>
      <div className="home">
        {view ? (
          <SurfaceProvider value={surface}>
            <Blocks blocks={view.blocks} />
          </SurfaceProvider>
        ) : (
          <p className="quiet">The bot has not published its home tab yet.</p>
        )}
      </div>
    </>
  );
}
