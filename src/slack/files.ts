import { isText } from '../paste/encoding.ts';
import { SlackError } from '../work/slack.ts';
import type { Calls, FileInfo } from './calls.ts';
import type { download } from './download.ts';
import { FILE_BYTES, FILES } from './limits.ts';

/** Why a file was not read; each has a sentence of its own. */
export type FileProblem = 'not-text' | 'too-many' | 'not-yet' | 'no-scope' | 'gone' | 'unreachable';

/** `passing`: it may be read a moment later. */
export interface Missing {
  problem: FileProblem;
  passing?: boolean;
}

export interface FileTexts {
  /** Bytes of each file that was read, as they came: not redacted. They go to `think` and nowhere else. */
  bytes: Uint8Array[];
  /** Some file went over the cap and was cut. */
  cut: boolean;
  problems: FileProblem[];
  /** Slack did not answer, or has it not yet: reading once more may help. */
  passing: boolean;
}

export interface Files {
  /** Reads files by their IDs, 10 MB in all. Never rejects for what it meets: `problems` says why something is missing. */
  read(ids: readonly string[]): Promise<FileTexts>;
}

/** Reads uploaded text. `get` downloads one address with the bot token. */
export function createFiles(calls: Calls, get: typeof download, access: { token: string; apiUrl: string }): Files {
  async function one(id: string, left: number): Promise<{ bytes: Uint8Array; cut: boolean } | Missing> {
    let info: FileInfo;
    try {
      info = await calls.fileInfo(id);
    } catch (error) {
      return infoProblem(error);
    }
    if (!mayBeText(info)) return { problem: 'not-text' };
    const address = info.url_private_download ?? info.url_private;
    if (address === undefined) return { problem: 'not-yet' };
    const got = await get(address, { ...access, limit: left });
    if ('problem' in got) return got;
    return isText(got.bytes) ? got : { problem: 'not-text' };
  }

  return {
    async read(ids) {
      const texts: FileTexts = { bytes: [], cut: false, problems: [], passing: false };
      if (ids.length > FILES) texts.problems.push('too-many');
      let left = FILE_BYTES;
      for (const id of ids.slice(0, FILES)) {
        const got = await one(id, left);
        if ('problem' in got) {
          texts.problems.push(got.problem);
          texts.passing ||= got.problem === 'not-yet' || got.passing === true;
        } else {
          texts.bytes.push(got.bytes);
          texts.cut ||= got.cut;
          left -= got.bytes.length;
        }
      }
      return texts;
    },
  };
}

function infoProblem(error: unknown): Missing {
  if (!(error instanceof SlackError)) return { problem: 'unreachable' };
  const { code, fault } = error;
  if (code === 'missing_scope' || code === 'not_allowed_token_type') return { problem: 'no-scope' };
  if (code === 'file_not_found') return { problem: 'not-yet' };
  if (code === 'file_deleted') return { problem: 'gone' };
  return { problem: 'unreachable', passing: fault === 'transient' || fault === 'rate-limited' };
}

const NOT_TEXT = ['image/', 'video/', 'audio/', 'font/', 'application/zip', 'application/pdf', 'application/gzip'];

/** What Slack says of the file; where it says nothing useful, the bytes decide. */
function mayBeText(info: FileInfo): boolean {
  if (info.mode === 'snippet' || info.mode === 'post') return true;
  const type = info.mimetype ?? '';
  return !NOT_TEXT.some((prefix) => type.startsWith(prefix));
}
