import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readPeopleFile } from '../../src/broadcast/compose/people-file.ts';

/** How long the event loop is held while a hostile file of the largest size is read, beside a wait without any. */
const size = 10 * 1024 * 1024;

const fill = (piece: string) =>
  Buffer.from(piece.repeat(Math.ceil(size / Buffer.byteLength(piece)))).subarray(0, size);
const kinds: Readonly<Record<string, Buffer | null>> = {
  'nothing, for 3 s': null,
  'a list as it should be': Buffer.concat([Buffer.from('upn\n'), fill('staff.member@city.example.jp\n')]),
  'one cell': fill('あ'),
  commas: fill(','),
  'quotation marks': fill('"'),
  'a quotation mark that is not closed': Buffer.concat([Buffer.from('"'), fill('a@b.jp\n')]),
  'cells of several lines': fill('"a\nb\nc"\n'),
  'three people a line': fill('a@b.jp,c@d.jp,e@f.jp\n'),
  'empty lines': fill('\n'),
};

interface ListResult {
  readonly name: string;
  readonly heldMs: number;
  readonly ms: number;
  readonly outcome: string;
}

export async function benchLists(): Promise<readonly ListResult[]> {
  const results: ListResult[] = [];
  for (const [name, bytes] of Object.entries(kinds)) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const began = performance.now();
    const read = bytes ? await readPeopleFile(bytes) : await new Promise((done) => setTimeout(done, 3000));
    const ms = performance.now() - began;
    delay.disable();
    const outcome = typeof read === 'string' ? read : read ? 'read' : '';
    results.push({ name, heldMs: delay.max / 1e6, ms, outcome });
  }
  return results;
}

export function describeLists(results: readonly ListResult[]): string {
  return results
    .map(({ name, heldMs, ms, outcome }) =>
      `${name}: held ${heldMs.toFixed(0)} ms of ${ms.toFixed(0)} ms ${outcome}`.trim(),
    )
    .join('\n');
}
