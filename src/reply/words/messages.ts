import type { FileProblem } from '../../slack/files.ts';

/** What each file problem means, and what to do. */
export const fileProblems: Record<FileProblem, string> = {
  'not-text': 'This file is not text, so I cannot read it. Upload the log or output as text, or paste it.',
  'too-many': 'There are more files than I read from one message; I read the first five.',
  'not-yet': 'Slack does not have this file ready yet. Share it again in a moment, or paste the text.',
  'no-scope':
    'I may not read files in this workspace. Whoever runs me has to add the scope `files:read` and reinstall the app. Until then, paste the text.',
  gone: 'This file was deleted before I could read it.',
  unreachable: 'I could not get this file from Slack. Share it again, or paste the text.',
};

const list = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Short answers, most of them for one person only. */
export const messageWords = {
  working: 'is reading the paste…',
  stopped: 'All right, I stay quiet in this thread. Mention me when you want me back.',
  nothingToRead: 'Noted. When something fails, paste its output here, or write “help”.',
  fileCut: 'The file is longer than 10 MB; I read the first 10 MB.',
  answeredAbove: (summary: string) => `I have answered that: ${summary}`,
  answerLink: 'see my reply',
  noZoneRight: 'You may not see the audit data of this zone from here, so I cannot show that to you.',
  gone: 'This reply is older than a week, so I no longer know what it was about. Paste the output again.',
  alreadySolved: 'This is marked as solved already.',
  checksSame: 'The checks ran again and found the same.',
  noChecks: 'There is nothing that I may look at for this channel, so the checks could only read the paste again.',
  notMember: (command: string) =>
    `I am not in this channel, so only you can see this answer. To have it in the channel, write \`/invite ${command}\` there.`,
  postFailed: 'I could not post my answer there. Whoever runs me can see why in the log.',
  failed: (reference: string) =>
    `I could not finish this. Try once more; if it happens again, give whoever runs me this reference: \`${reference}\``,
  askedAbout: { paste: ' asked about a paste', requestId: ' asked about a request ID' },
  found: (what: string) => `found: ${what}`,
  foundNothing: 'found nothing that is on the troubleshooting page',
  inThread: 'The checklist is in the thread.',
  restInThread: 'The rest is in the thread.',
  auditIsAsked: 'audit is asked about it. What it says comes in the thread.',
  auditNotAsked: 'audit could not be asked. Why, and what to do instead, is in the thread.',
  stillTheSame: 'This shows the same failure as the first paste in this thread.',
  nowAnother: (summary: string) =>
    `This is another failure than in the first paste of this thread, which was: ${summary}`,
  allReady: (up: string[]) =>
    up.length > 0
      ? `${list(up)} ${up.length === 1 ? 'is' : 'are'} ready now; every service is ready.`
      : 'Every service is ready now.',
  readinessChanged: (up: string[], down: { name: string; detail: string }[]) => {
    const waiting = down.map(({ name, detail }) => (detail ? `${name} (${detail})` : name));
    const still = `${list(waiting)} ${down.length === 1 ? 'is' : 'are'} still not ready`;
    return up.length > 0
      ? `${list(up)} ${up.length === 1 ? 'is' : 'are'} ready now; ${still}.`
      : `Nothing became ready since the first paste: ${still}.`;
  },
};

/** What the help says. */
export const helpWords = {
  title: 'Caracal first-run help',
  intro:
    'I read what Caracal printed when a first run failed, find the row of the troubleshooting page, and answer in a thread with a checklist.',
  ways: [
    'Paste the output into a channel that I am in: I answer in the thread when I recognise it, and stay silent when I do not.',
    '`/caracal-help <paste or request ID>`: one line in the channel, the checklist in its thread. Slash commands do not run in threads; mention me there.',
    'Mention me, or write to me directly: I always answer, also when I do not know.',
    '“Diagnose with Caracal” in the menu of any message, also in threads.',
    'A request ID in a thread: I look it up in audit where this channel may see the zone.',
    'A snippet or an uploaded log, up to 10 MB.',
  ],
  paste: 'The best thing to paste is the output of `caracal status --ready --json`.',
  privacy: 'Tokens and secrets are replaced before anything is kept. What I keep of a reply is dropped after a week.',
  stop: 'To silence me in a thread, write “stop” there or react with `:mute:`.',
};
