import type { IncomingMessage } from 'node:http';
import { parseJson } from '../text/json.ts';
import { type HttpAnswer, refuse } from './http.ts';

/**
 * Teams' activities stay under about 100 KB, twice that in UTF-8 and some:
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
const maxBodyBytes = 256 * 1024;

/** The body as JSON, or why it is not read. */
export type ReadBody = { readonly json: unknown } | { readonly refusal: HttpAnswer };

/** Reads plain JSON, at most 256 KB as they come: what a header says of the length is only said. */
export async function readJson(req: IncomingMessage): Promise<ReadBody> {
  const type = (req.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity')
    return refused(415, 'UnsupportedMediaType', 'send application/json, not compressed');
  const bytes = Number(req.headers['content-length'] ?? 0) > maxBodyBytes ? null : await bytesOf(req);
  if (bytes === null) return refused(413, 'TooLarge', `the body is larger than ${maxBodyBytes} bytes`);
  try {
    // An empty body is an empty activity: what it lacks is said as of any other.
    return { json: bytes.length === 0 ? undefined : parseJson(decoder.decode(bytes)) };
  } catch {
    return refused(400, 'InvalidJson', 'the body is not valid JSON');
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function refused(...refusal: Parameters<typeof refuse>): ReadBody {
  return { refusal: refuse(...refusal) };
}

/** null: there is more than allowed, of which the rest has not been read. */
function bytesOf(req: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
      else {
        req.pause();
        resolve(null);
      }
    });
    req.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    // Cut off half way: nobody is there to be answered.
    req.on('error', reject);
  });
}
