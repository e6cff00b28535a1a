import { createHash } from 'node:crypto';
import { decodeText } from '../../text/decode.ts';
import { isEndless, type PeopleFile, readPeople } from '../../text/people-list.ts';
import { answerInThread, inThread, ThreadLimit } from '../../dataset/load/thread.ts';

/** What a file of people holds; of the lines that name nobody the first. */
export interface ListedPeople extends PeopleFile {
  readonly unreadCount: number;
  /** Of the bytes, SHA-256 in hex. */
  readonly digest: string;
}

/** Or why nobody is read from it: `type`, it is no text; `unreadable`, it takes more time or memory than a list does. */
type PeopleResult = ListedPeople | 'type' | 'empty' | 'tooMany' | 'unreadable';

/** More would be no list of a city's staff any more. */
const maxPeople = 200_000;
const shownLines = 5;
const maxShownChars = 200;
/** A smaller file is read before a thread would have begun. */
const readAtOnceBytes = 32 * 1024;
/** Teams waits 15 s for an answer. */
const limits = { timeMs: 8000, memoryMb: 1024 };

const THREAD = 'read a file of people';

/** As it comes back from the thread: one text is handed over in no time, 200,000 are not. */
type Packed =
  Exclude<PeopleResult, ListedPeople> | (Omit<ListedPeople, 'people'> & { readonly people: string });

/** Reads a file of people without holding up any turn, whatever is in it; the bytes are gone afterwards. */
export async function readPeopleFile(bytes: Uint8Array): Promise<PeopleResult> {
  const packed = bytes.length <= readAtOnceBytes ? await read(bytes) : await readInThread(bytes);
  if (typeof packed === 'string') return packed;
  return { ...packed, people: packed.people === '' ? [] : packed.people.split('\n') };
}

async function read(bytes: Uint8Array): Promise<Packed> {
  const text = decodeText(bytes);
  if (text === null) return 'type';
  if (text.trim() === '') return 'empty';
  if (isEndless(text)) return 'unreadable';
  const { people, repeated, unread, column } = await readPeople(text);
  if (people.length > maxPeople) return 'tooMany';
  return {
    people: people.join('\n'),
    repeated,
    column: typeof column === 'string' ? column.slice(0, maxShownChars) : column,
    unreadCount: unread.length,
    unread: unread
      .slice(0, shownLines)
      .map(({ line, text: of }) => ({ line, text: of.slice(0, maxShownChars) })),
    digest: createHash('sha256').update(bytes).digest('hex'),
  };
}

async function readInThread(bytes: Uint8Array): Promise<Packed> {
  try {
    const { buffer } = bytes;
    const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
    const parcel = { thread: THREAD, task: bytes, isUrgent: true, handedOver: isWhole ? [buffer] : [] };
    return await inThread(new URL(import.meta.url), parcel, limits);
  } catch (error) {
    if (error instanceof ThreadLimit) return 'unreadable';
    throw error;
  }
}

answerInThread(THREAD, (task) => read(task as Uint8Array));
