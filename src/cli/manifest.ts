import type { webApi } from '@slack/bolt';
import { callbacks } from '../reply/actions.ts';

/** Slack's own type: names of scopes and events are checked by the compiler. */
type Manifest = webApi.AppsManifestCreateArguments['manifest'];

/**
 * The bot's scopes, each with what breaks without it. The least that does: no scope to read names, members or e-mail
 * addresses, none to write where the bot was not invited.
 */
export const botScopes = {
  'app_mentions:read': 'a mention gets no answer',
  'channels:history': 'pastes in public channels are not seen',
  'chat:write': 'nothing can be posted',
  commands: 'there is neither /caracal-help nor the shortcut',
  'files:read': 'snippets and uploaded logs cannot be read',
  'groups:history': 'pastes in private channels are not seen',
  'im:history': 'direct messages are not seen',
  'mpim:history': 'pastes in group messages are not seen',
  'reactions:read': 'a :mute: reaction does not silence the bot in a thread',
} as const;
type BotScope = keyof typeof botScopes;

const events = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'tokens_revoked',
] as const;

/**
 * The app's manifest for one of the two modes. Both come from here; they differ in addresses and in one switch.
 *
 * @param root where Slack reaches the bot in HTTP mode, e.g. `https://caracal-help.example.com`; null: Socket Mode.
 */
export function manifest(root: string | null): Manifest {
  const url = root === null ? null : `${root}/slack/events`;
  return {
    display_information: {
      name: 'caracal-help',
      description: 'Finds out why a first run of Caracal failed, and what to do next',
      background_color: '#2f3e46',
      long_description:
        'Paste the output of `caracal status`, an error of STS or the Gateway, a log or a request ID, and caracal-help answers in the thread: ' +
        'the likeliest cause with the line that shows it, and a checklist whose items it has confirmed or ruled out where it can look. ' +
        'It keeps silent when it is not sure, and takes secrets out of what it quotes.',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'caracal-help', always_online: true },
      shortcuts: [
        {
          name: 'Diagnose with Caracal',
          type: 'message',
          callback_id: callbacks.shortcut,
          description: 'Find out what this message says about a Caracal setup',
        },
      ],
      slash_commands: [
        {
          command: '/caracal-help',
          ...(url !== null && { url }),
          description: 'Diagnose a failed Caracal setup',
          usage_hint: '[help | request ID | pasted output]',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(botScopes) as BotScope[] } },
    settings: {
      event_subscriptions: { ...(url !== null && { request_url: url }), bot_events: [...events] },
      interactivity: { is_enabled: true, ...(url !== null && { request_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: root === null,
      token_rotation_enabled: false,
    },
  };
}
