import { isAboutStack, look, sayOfAll } from './docker/look.ts';
import { showsLife } from './docker/pasted.ts';
import { DockerError } from './docker/types.ts';
import { cannotTell, confirmed, ruledOut } from './say.ts';
import type { Check } from './types.ts';

const rows = [{ section: 'readiness', row: 'docker-command-fails' }];
const id = 'docker-engine';

/** What the engine cannot tell of: it answers, and these are still missing or closed to the person's own command. */
const beyondTheEngine = [
  'compose',
  'buildx',
  'buildkit',
  'not found',
  'not recognized',
  'permission denied',
  'docker_host',
];

/** Is the engine there? It says nothing of the Compose plugin and of the PATH of the person's shell. */
export const dockerEngine: Check = {
  id,
  rows,
  needs: ['docker'],
  question: 'Does the Docker engine answer, and in which version?',
  run: (context) =>
    look(context, { id, rows }, async (docker) => {
      try {
        const { version } = await docker.version(context.signal);
        const old = Number(version.split('.')[0]) < 24 ? '; Caracal asks for 24 or newer' : '';
        const text = context.paste.text.toLowerCase();
        if (beyondTheEngine.some((word) => text.includes(word))) {
          return cannotTell(
            `the engine answers (version ${version}${old}); whether the docker command and its plugins work it cannot tell`,
          );
        }
        return ruledOut(`the Docker engine answers: version ${version}${old}`);
      } catch (error) {
        if (!(error instanceof DockerError)) throw error;
        // A service that answered was up without this engine: then the bot looks at the wrong one.
        const fits = context.sameMachine && isAboutStack(context) && !showsLife(context);
        const proves = fits && (error.fault === 'unreachable' || error.fault === 'forbidden');
        return sayOfAll({ id, rows }, context, proves ? confirmed(error.message) : cannotTell(error.message));
      }
    }),
};
