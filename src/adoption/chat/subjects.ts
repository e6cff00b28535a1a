import { LRUCache } from 'lru-cache';
import type { Visitor } from '../../access/visitor.ts';
import { dateAt } from '../../calendar/zone.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';
import { type AdoptionParts, findRow } from './parts.ts';
import { isOwn, isThis } from './words.ts';

/** More rows than these are no answer to where something has spread. */
const mostRows = 5;
const rememberedMs = 30 * 60_000;
const mostRemembered = 10_000;

/** The row that each person opened last in each conversation, for as long as a question can refer to it. */
export type Opened = Pick<LRUCache<string, string>, 'get' | 'set'>;

export function createOpened(): Opened {
  return new LRUCache({ max: mostRemembered, ttl: rememberedMs });
}

/** The rows that are meant: この取組 is the one that was opened last, or what was answered last. */
export function rowsMeant(
  parts: AdoptionParts,
  opened: Opened,
  asked: { readonly subject: string; readonly lang: Lang },
  visitor: Visitor,
): readonly Initiative[] {
  const { subject, lang } = asked;
  if (subject === '' || isThis(subject)) {
    const last = opened.get(visitor.place);
    const ids = last === undefined ? visitor.previousIds : [last];
    return ids.slice(0, mostRows).flatMap((id) => findRow(parts, id) ?? []);
  }
  const today = dateAt(parts.now(), parts.timeZone);
  const { hits } = parts.knowledge().engine.ask({ text: subject, today, lang, previous: null });
  return hits.slice(0, mostRows).map(({ initiative }) => initiative);
}

/** Which department somebody means; `unknown`: it is not known which is theirs, `none`: the words name none. */
type Meant = { readonly department: string } | 'unknown' | 'none';

/** The department that is meant: うち is the one of whoever asks. */
export async function departmentMeant(
  parts: AdoptionParts,
  asked: { readonly subject: string; readonly lang: Lang },
  visitor: Visitor,
): Promise<Meant> {
  const { subject, lang } = asked;
  const { data, engine } = parts.knowledge();
  if (subject === '' || isOwn(subject)) {
    const own = await parts.store.departmentOf(visitor.personId);
    return own !== null && data.departments.some(({ name }) => name === own)
      ? { department: own }
      : 'unknown';
  }
  const { understood } = engine.ask({
    text: subject,
    today: dateAt(parts.now(), parts.timeZone),
    lang,
    previous: null,
  });
  const [only, ...others] = understood.departments;
  const isAllOfIt = others.length === 0 && understood.topics.length === 0;
  return only !== undefined && isAllOfIt ? { department: only } : 'none';
}
