/** A request for a person's file. */
export interface FileRequest {
  readonly method: string;
  readonly path: string;
  readonly contentRange: string | null;
  readonly hasToken: boolean;
  readonly status: number;
}

/** An answer of the file service. */
export interface FileAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

interface Session {
  readonly name: string;
  total: number | null;
  received: Buffer;
}

/** Pieces but the last: learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession */
const pieceUnit = 320 * 1024;

/** People's OneDrive behind pre-authenticated links, as plain state: what can be fetched, and what was put there. */
export class FileService {
  readonly requests: FileRequest[] = [];
  readonly #shared = new Map<string, FileAnswer>();
  readonly #sessions = new Map<string, Session>();
  readonly #faults: number[] = [];
  readonly #stored = new Map<string, Buffer>();
  #lastId = 0;

  /** Puts a file there, or whatever else is answered to who asks for it; returns the path of its link. */
  share(answer: Uint8Array | FileAnswer): string {
    const path = `/_files/download/${++this.#lastId}`;
    this.#shared.set(path, answer instanceof Uint8Array ? { status: 200, body: answer } : answer);
    return path;
  }

  /** Makes room for a file; returns the path of the link to put it there. */
  openSession(name: string): string {
    const path = `/_files/upload/${++this.#lastId}`;
    this.#sessions.set(path, { name, total: null, received: Buffer.alloc(0) });
    return path;
  }

  /** The next pieces are answered so, in this order, though they arrive. */
  failNext(...statuses: readonly number[]): void {
    this.#faults.push(...statuses);
  }

  /** A file that is there in whole. */
  stored(name: string): Buffer | null {
    return this.#stored.get(name) ?? null;
  }

  handle(
    method: string,
    path: string,
    { contentRange, hasToken }: Pick<FileRequest, 'contentRange' | 'hasToken'>,
    body: Buffer,
  ): FileAnswer {
    const answer = hasToken ? { status: 401 } : this.#answer(method, path, contentRange, body);
    this.requests.push({ method, path, contentRange, hasToken, status: answer.status });
    return answer;
  }

  #answer(method: string, path: string, contentRange: string | null, body: Buffer): FileAnswer {
    if (method === 'GET') return this.#shared.get(path) ?? { status: 404 };
    const session = this.#sessions.get(path);
    if (method !== 'PUT' || !session) return { status: 404 };
    const answer = this.#put(path, session, contentRange, body);
    const fault = this.#faults.shift();
    return fault === undefined ? answer : { status: fault };
  }

  #put(path: string, session: Session, contentRange: string | null, body: Buffer): FileAnswer {
    const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? '');
    if (!range) return { status: 400 };
    const [from, to, total] = [Number(range[1]), Number(range[2]), Number(range[3])];
    session.total ??= total;
    const isLast = to + 1 === total;
    if (total !== session.total || to - from + 1 !== body.length) return { status: 400 };
    if (!isLast && body.length % pieceUnit !== 0) return { status: 400 };
    if (from !== session.received.length) return { status: 416 };
    session.received = Buffer.concat([session.received, body]);
    if (!isLast) return { status: 202, body: JSON.stringify({ nextExpectedRanges: [`${to + 1}-`] }) };
    this.#stored.set(session.name, session.received);
    // The session ends with the last piece.
    this.#sessions.delete(path);
    return { status: 201, body: JSON.stringify({ name: session.name, size: total }) };
  }
}
