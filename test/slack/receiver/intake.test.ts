import { describe, expect, test } from 'vitest';
import { intake, type Self } from '../../../src/slack/receiver/intake.ts';

const self: Self = { team: 'T1', userId: 'UBOT', botId: 'BBOT', autoReply: null, mute: ['C0NOISY'] };

const message = {
  type: 'message',
  channel: 'C1',
  channel_type: 'channel',
  user: 'U1',
  ts: '10.1',
  text: 'hello there',
};
const event = (fields: object) => ({ type: 'event_callback', team_id: 'T1', event: { ...message, ...fields } });
const take = (fields: object, own = self) => intake(event(fields), own);
const jobOf = (fields: object) => {
  const taken = take(fields);
  if (!('job' in taken)) throw new Error(`no job: ${JSON.stringify(taken)}`);
  return taken.job;
};

describe('a message', () => {
  test('becomes a job with a key of the message and the lane of its channel', () => {
    expect(jobOf({})).toMatchObject({
      key: 'message|T1|C1|10.1',
      lane: 'T1|C1',
      kind: 'message',
      body: { place: { user: 'U1', threadTs: null }, prepared: { text: 'hello there' }, files: [], mentioned: false },
    });
  });

  test('and its mention twin have one key and one meaning', () => {
    const text = '<@UBOT> what is this';
    const [one, two] = [jobOf({ text }), jobOf({ text, type: 'app_mention', channel_type: undefined })];
    expect(two).toEqual(one);
    expect(one.body).toMatchObject({ mentioned: true });
  });

  test('that names the bot is kept without its name', () => {
    const elements = [
      { type: 'user', user_id: 'UBOT' },
      { type: 'text', text: ' why? ' },
      { type: 'user', user_id: 'U2' },
    ];
    const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
    expect(jobOf({ text: '<@UBOT> why? <@U2>' }).body).toMatchObject({ prepared: { text: 'why? @user' } });
    expect(jobOf({ text: '<@UBOT> why? <@U2>', blocks }).body).toMatchObject({ prepared: { text: ' why? @user' } });
  });

  test('is redacted, and of a file only the ID is kept', () => {
    const files = [
      { id: 'F1', name: 'secret-name.log', url_private: 'https://files.slack.com/x', preview: 'CLIENT_SECRET=abc' },
    ];
    const text = 'CLIENT_SECRET=cs_live_9f8e7d6c5b4a39281706f5e4d3c2b1a0';
    const job = JSON.stringify(jobOf({ text, files, subtype: 'file_share' }));
    expect(job).not.toContain('cs_live_9f8e7d6c5b4a39281706f5e4d3c2b1a0');
    expect(job).not.toContain('secret-name');
    expect(job).toContain('F1');
  });

  test('in a thread names it; the parent of a thread does not', () => {
    expect(jobOf({ thread_ts: '9.1' }).body).toMatchObject({ place: { threadTs: '9.1' } });
    expect(jobOf({ thread_ts: '10.1' }).body).toMatchObject({ place: { threadTs: null } });
  });

  test.each([
    ['of the bot itself', { user: 'UBOT' }],
    ['of another bot', { bot_id: 'B2' }],
    ['of Slackbot', { user: 'USLACKBOT' }],
    ['hidden', { hidden: true }],
    ['a join', { subtype: 'channel_join' }],
    ['in a muted channel', { channel: 'C0NOISY' }],
    ['empty', { text: '  ' }],
    ['without a user', { user: undefined }],
    ['without a channel', { channel: undefined }],
  ])('%s is none', (_name, fields) => {
    expect(take(fields)).toHaveProperty('skip');
  });

  test('in a muted channel counts when it names the bot', () => {
    expect(take({ channel: 'C0NOISY', text: '<@UBOT> hi' })).toHaveProperty('job');
  });

  test('outside of auto_reply counts only in threads, direct messages, and when it names the bot', () => {
    const own = { ...self, autoReply: ['C2'] };
    expect(take({}, own)).toHaveProperty('skip');
    expect(take({ thread_ts: '9.1' }, own)).toHaveProperty('job');
    expect(take({ channel: 'D1', channel_type: 'im' }, own)).toHaveProperty('job');
    expect(take({ text: '<@UBOT> hi' }, own)).toHaveProperty('job');
    expect(take({ channel: 'C2' }, own)).toHaveProperty('job');
  });

  test('of a shared channel belongs to the team of the installation', () => {
    const body = { ...event({}), team_id: 'T9', authorizations: [{ team_id: 'T1' }] };
    expect(intake(body, self)).toMatchObject({ job: { key: 'message|T1|C1|10.1' } });
  });
});

describe('a changed message', () => {
  const edit = (message_: object, before: object) =>
    take({
      subtype: 'message_changed',
      hidden: true,
      message: { ...message, edited: { ts: '11.0' }, ...message_ },
      previous_message: { ...message, ...before },
      ts: '11.1',
      event_ts: '11.1',
      user: undefined,
    });

  test('is an edit of the message that it was', () => {
    expect(edit({ text: 'new' }, {})).toMatchObject({
      job: {
        kind: 'edit',
        lane: 'T1|C1',
        body: { place: { ts: '10.1' }, prepared: { text: 'new' }, editedTs: '11.0' },
      },
    });
  });

  test('is none when only a link unfolded', () => {
    expect(edit({ edited: undefined, attachments: [{ from_url: 'x' }] }, {})).toEqual({ skip: 'no-edit' });
    expect(edit({}, { edited: { ts: '11.0' } })).toEqual({ skip: 'no-edit' });
  });

  test('of the bot is none', () => {
    expect(edit({ user: 'UBOT', bot_id: 'BBOT', text: 'new' }, {})).toEqual({ skip: 'bot' });
  });

  test('that is a tombstone is a deletion, as is a deletion', () => {
    const gone = { job: { kind: 'delete', key: 'delete|T1|C1|10.1' } };
    expect(edit({ subtype: 'tombstone', text: 'This message was deleted.' }, {})).toMatchObject(gone);
    expect(take({ subtype: 'message_deleted', deleted_ts: '10.1', hidden: true })).toMatchObject(gone);
  });
});

describe('other envelopes', () => {
  test('a command', () => {
    const body = {
      command: '/caracal-help',
      text: 'help',
      team_id: 'T1',
      channel_id: 'C1',
      user_id: 'U1',
      trigger_id: 't1',
      response_url: 'https://hooks.slack.com/x',
    };
    expect(intake(body, self)).toMatchObject({
      job: { key: 'command|T1|t1', kind: 'command', body: { trigger: 't1' } },
    });
  });

  const press = (action: object) =>
    intake(
      {
        type: 'block_actions',
        team: { id: 'T1' },
        user: { id: 'U1' },
        channel: { id: 'C1' },
        actions: [{ type: 'button', block_id: 'b', action_ts: '1.1', ...action }],
      },
      self,
    );

  test('a press is a job in the lane of its reply; what opens a modal is live', () => {
    const value = JSON.stringify({ reply: 'r1' });
    expect(press({ action_id: 'solved', value })).toMatchObject({ job: { kind: 'press', lane: 'reply|r1' } });
    expect(press({ action_id: 'not_it', value })).toEqual({ live: true });
    expect(press({ action_id: 'open_form', value: 'form' })).toEqual({ live: true });
    expect(press({ action_id: 'docs' })).toEqual({ skip: 'other-press' });
    expect(press({ action_id: 'solved', value: 'made up' })).toEqual({ skip: 'other-press' });
  });

  test.each([null, 'text', 7, [], {}, { type: 'event_callback' }, { type: 'app_rate_limited' }, { command: '/x' }])(
    '%j is acknowledged and forgotten',
    (body) => {
      expect(intake(body, self)).toHaveProperty('skip');
    },
  );
});
