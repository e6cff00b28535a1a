import { setTimeout as sleep } from 'node:timers/promises';

/** What became of fetching a file: `gone` needs a new link, `unreachable` may work later. */
type Download =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: 'notAllowed' | 'gone' | 'tooLarge' | 'unreachable' };

/** Fetches and stores files under links that Teams has given. */
interface FileTransfer {
  download(url: string): Promise<Download>;
  /** false: it was not taken, or nobody knows. */
  upload(url: string, bytes: Uint8Array): Promise<boolean>;
}

export interface FileTransferOptions {
  /** In the sandbox Teams' side is simulated on this machine: loopback, also without TLS, and nothing else. */
  readonly sandbox: boolean;
  readonly maxDownloadBytes?: number;
  readonly timeoutMs?: number;
  /** The first wait before a piece is sent again. */
  readonly backOffMs?: number;
}

/** Some 100,000 lines with a name and a department in each. */
const defaultMaxBytes = 10 * 1024 * 1024;
/** Teams waits 15 s for an answer. */
const defaultDownloadMs = 8000;
/** For each piece; Teams asks once more after 15 s, and gets the same answer. */
const defaultPieceMs = 20_000;
/** A multiple of 320 KiB, and of the recommended size: learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession */
const pieceBytes = 16 * 320 * 1024;
const maxRedirects = 3;
const maxTries = 4;

/**
 * Where files of a personal chat are kept: the person's own OneDrive in SharePoint Online. (Files do not work in the
 * clouds whose SharePoint has another name: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4,
 * learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges.)
 */
const fileHost = /^([a-z\d-]+\.)+sharepoint\.com$/;
const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/**
 * Fetches and stores people's files under the pre-authenticated links that Teams gives, without any token of the bot's.
 * A link is data that arrived: no other host is ever asked, whatever it or a redirect says.
 */
export function createFileTransfer(options: FileTransferOptions): FileTransfer {
  const { sandbox, timeoutMs, backOffMs = 500 } = options;
  const maxBytes = options.maxDownloadBytes ?? defaultMaxBytes;
  const allowed = (url: string) => allowedUrl(url, sandbox);

  return {
    async download(link) {
      const url = allowed(link);
      if (!url) return { ok: false, problem: 'notAllowed' };
      const signal = AbortSignal.timeout(timeoutMs ?? defaultDownloadMs);
      try {
        return await get(url, allowed, maxBytes, signal);
      } catch {
        // Whatever it is (no name, no connection, too slow), the person may try again; the link itself is a secret.
        return { ok: false, problem: 'unreachable' };
      }
    },

    async upload(link, bytes) {
      const url = allowed(link);
      if (!url || bytes.length === 0) return false;
      for (let from = 0; from < bytes.length; from += pieceBytes) {
        const piece = { from, bytes: bytes.subarray(from, from + pieceBytes), total: bytes.length };
        if (!(await putPatiently(url, piece, { timeoutMs: timeoutMs ?? defaultPieceMs, backOffMs })))
          return false;
      }
      return true;
    },
  };
}

/** null: not a host of people's files. */
function allowedUrl(link: string, sandbox: boolean): URL | null {
  const url = URL.parse(link);
  if (!url || url.username !== '' || url.password !== '') return null;
  if (sandbox && /^https?:$/.test(url.protocol) && loopbackHost.test(url.hostname)) return url;
  const isFileHost = url.protocol === 'https:' && url.port === '' && fileHost.test(url.hostname);
  return isFileHost && !sandbox ? url : null;
}

async function get(
  first: URL,
  allowed: (url: string) => URL | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Download> {
  let url = first;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await fetch(url, { redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null)
      return await bodyOf(response, maxBytes);
    await response.body?.cancel();
    const next = allowed(new URL(location, url).href);
    if (next?.host !== first.host) return { ok: false, problem: 'notAllowed' };
    url = next;
  }
  return { ok: false, problem: 'unreachable' };
}

async function bodyOf(response: Response, maxBytes: number): Promise<Download> {
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    // Expired, deleted or no longer shared: asking again does not help, a new link does.
    const isGone = [401, 403, 404, 410].includes(response.status);
    return { ok: false, problem: isGone ? 'gone' : 'unreachable' };
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Counted as it comes: a length that the header states is only said, and the body may have been compressed.
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > maxBytes) return { ok: false, problem: 'tooLarge' };
    pieces.push(piece);
  }
  return { ok: true, bytes: Buffer.concat(pieces) };
}

interface Piece {
  readonly from: number;
  readonly bytes: Uint8Array;
  readonly total: number;
}

/** Sends a piece, again where the service says that it may help; false when it does not take it. */
async function putPatiently(
  url: URL,
  piece: Piece,
  { timeoutMs, backOffMs }: { readonly timeoutMs: number; readonly backOffMs: number },
): Promise<boolean> {
  for (let tried = 0; tried < maxTries; tried += 1) {
    if (tried > 0) await sleep(backOffMs * 2 ** (tried - 1));
    const status = await put(url, piece, timeoutMs);
    // 416: it has this piece already, from a try whose answer was lost.
    if (status !== null && ((status >= 200 && status <= 299) || (status === 416 && tried > 0))) return true;
    if (status !== null && status < 500 && status !== 429) return false;
  }
  return false;
}

/** The status; null when there was no answer. */
async function put(url: URL, { from, bytes, total }: Piece, timeoutMs: number): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: 'PUT',
      headers: { 'Content-Range': `bytes ${from}-${from + bytes.length - 1}/${total}` },
      body: bytes as Uint8Array<ArrayBuffer>,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
