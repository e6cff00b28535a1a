import type { Initiative } from '../../dataset/schema.ts';
import { foldText } from '../../text/fold.ts';
import { mapped, type Steps } from '../../text/steps.ts';
import { HASH_OF_NOTHING, mixed } from '../index/hash.ts';
import type { Choice } from './choose.ts';

/** What may stand around a name that is typed by itself. */
const AROUND_NAME =
  /[「」『』（）()〈〉・\s。、?？!！]|(?:とは|って|は|について|を|の)?(?:教えて(?:ください)?|知りたい(?:です)?|詳しく|詳細)?$/g;
const bare = (name: string): string => foldText(name.replace(AROUND_NAME, ''));
/** No name is longer than this. */
const MOST_ASKED = 60;

/** The names of all rows, to be called by. */
export class RowNames {
  readonly #rows: readonly Initiative[];
  /** By row, a number that names which are written alike share, and others hardly ever. */
  readonly #hashes: Int32Array;

  private constructor(rows: readonly Initiative[], hashes: readonly number[]) {
    this.#rows = rows;
    this.#hashes = Int32Array.from(hashes);
  }

  static *build(rows: readonly Initiative[]): Steps<RowNames> {
    return new RowNames(rows, yield* mapped(rows, ({ name }) => hashOf(bare(name))));
  }

  /** The choice where a row's whole name was typed and nothing else: that row, before whatever it resembles. */
  calledInFull(choice: Choice, asked: string): Choice {
    if (asked.length > MOST_ASKED) return choice;
    const wanted = bare(asked);
    const hash = hashOf(wanted);
    const called = choice.rows.filter(
      (row) => this.#hashes[row] === hash && bare(this.#rows[row]!.name) === wanted,
    );
    if (called.length === 0 || called.length === choice.rows.length) return choice;
    const others = Array.from(choice.rows)
      .filter((row) => !called.includes(row))
      .toSorted((a, b) => choice.likelihoodOf(b) - choice.likelihoodOf(a) || a - b);
    return { ...choice, rows: called, near: [...others, ...choice.near] };
  }
}

function hashOf(text: string): number {
  let hash = HASH_OF_NOTHING;
  for (let i = 0; i < text.length; i++) hash = mixed(hash, text.charCodeAt(i));
  return hash;
}
