import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifestFiles } from '../../scripts/manifest-files.ts';
import { botScopes, manifest } from '../../src/cli/manifest.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const http = manifest('https://caracal-help.example.com');
const socket = manifest(null);

/** Slack's published limits of a manifest: lengths, required fields, no unknown ones where Slack refuses them. */
const text = (max: number, min = 1) => z.string().min(min).max(max);
const url = text(3000).startsWith('https://');
const slackLimits = z.strictObject({
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/i),
    long_description: text(4000, 175),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['message', 'global']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .max(10),
    slash_commands: z.array(
      z.strictObject({
        command: text(32, 2).startsWith('/'),
        url: url.optional(),
        description: text(2000),
        usage_hint: text(1000),
        should_escape: z.boolean(),
      }),
    ),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(text(50)).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: url.optional(), bot_events: z.array(text(50)).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

describe('the Slack manifests', () => {
  it.each(Object.entries(manifestFiles()))(
    '%s is what the source gives (else: node scripts/manifest.ts)',
    (name, made) => {
      expect(read(name)).toBe(made);
    },
  );

  it('keep to the limits that Slack publishes', () => {
    expect(slackLimits.parse(socket)).toEqual(socket);
    expect(slackLimits.parse(http)).toEqual(http);
  });

  it('differ in addresses and in the mode, and in nothing else', () => {
    const withoutUrls = JSON.parse(JSON.stringify(http), (key, value) => (key.endsWith('url') ? undefined : value));
    withoutUrls.settings.socket_mode_enabled = true;
    expect(withoutUrls).toEqual(socket);
  });

  it('ask for a scope for every event, and for nothing that writes but chat:write', () => {
    const needs: Record<string, string> = {
      app_mention: 'app_mentions:read',
      reaction_added: 'reactions:read',
      'message.channels': 'channels:history',
      'message.groups': 'groups:history',
      'message.im': 'im:history',
      'message.mpim': 'mpim:history',
    };
    const scopes = socket.oauth_config?.scopes?.bot ?? [];
    for (const event of socket.settings?.event_subscriptions?.bot_events ?? []) {
      if (needs[event]) expect(scopes).toContain(needs[event]);
    }
    expect(scopes).toEqual(Object.keys(botScopes).sort());
    expect(scopes.filter((scope) => scope.includes('write'))).toEqual(['chat:write']);
  });
});
