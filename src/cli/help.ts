import { unknownCommand } from './usage.ts';

/** What there is, for people who named no command. */
export const overview = `caracal-help gets people past their first run of Caracal.

Usage: caracal-help COMMAND

  serve              run the Slack bot
  diagnose [FILE…]   read a paste from files or standard input and print the checklist
  sandbox            run the bot in a local workspace with a web page, without Slack
  check              check the configuration and every connection
  help [COMMAND]     this text, or the options of a command

Try: caracal status --ready --json | caracal-help diagnose
`;

const details: Record<string, string> = {
  diagnose: `Usage: caracal-help diagnose [OPTIONS] [FILE…]

Reads a paste from the files, or from standard input when none is named, and prints the checklist.

  --json               print one JSON object
  --ndjson             read one {"id", "text"} a line, print one object a line, in the same order
  --edition EDITION    2026.06, 1.0 or auto
  --verify             also run the live checks that the configuration allows
  --wait SECONDS       with --verify, ask audit again for so long; default 0
  --no-color           no colour; NO_COLOR does the same

Exit status: 0 something was recognised, 3 nothing was, 2 wrong usage, 1 anything else.
`,
  serve: `Usage: caracal-help serve

Runs the Slack bot: over Socket Mode when SLACK_APP_TOKEN is set, otherwise over HTTP on HOST and PORT.
Needs SLACK_BOT_TOKEN, and SLACK_SIGNING_SECRET in HTTP mode. All settings stand in the README.
`,
  sandbox: `Usage: caracal-help sandbox [OPTIONS]

Runs the bot in a local workspace with a web page. Needs no Slack account and no Caracal.

  --port PORT      port of the page on 127.0.0.1; default 3056
  --no-open        do not open a browser
  --record FILE    write the traffic between bot and workspace to FILE, one JSON object a line
`,
  check: `Usage: caracal-help check

Checks the configuration and every connection, one line each. Exit status 1 when one fails, 2 for a wrong configuration.
`,
  help: overview,
};

/**
 * `help`, `help COMMAND`.
 * @throws UsageError where there is no such command
 */
export async function run(args: string[]): Promise<number> {
  const [name] = args;
  if (name === undefined) {
    process.stdout.write(overview);
    return 0;
  }
  const text = Object.hasOwn(details, name) ? details[name] : undefined;
  if (text === undefined) throw unknownCommand(name, Object.keys(details));
  process.stdout.write(text);
  return 0;
}
