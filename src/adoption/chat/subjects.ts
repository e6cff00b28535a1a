import type { Visitor } from '../../chat/visitor.ts';
import { ask } from '../../chat/services.ts';
import type { Lang } from '../../question/answer.ts';
import type { AdoptionServices } from './services.ts';
import { isOwn } from './words.ts';

/** Which department somebody means; `unknown`: it is not known which is theirs, `none`: the words name none. */
type Meant = { readonly department: string } | 'unknown' | 'none';

/** The department that is meant: うち is the one of whoever asks. */
export async function departmentMeant(
  services: AdoptionServices,
  asked: { readonly subject: string; readonly lang: Lang },
  visitor: Visitor,
): Promise<Meant> {
  const { subject, lang } = asked;
  const { data } = services.knowledge();
  if (subject === '' || isOwn(subject)) {
    const own = await services.store.departmentOf(visitor.personId);
    return own !== null && data.departments.some(({ name }) => name === own)
      ? { department: own }
      : 'unknown';
  }
  const { understood } = ask(services, subject, lang);
  const [only, ...others] = understood.departments;
  const isAllOfIt = others.length === 0 && understood.topics.length === 0;
  return only !== undefined && isAllOfIt ? { department: only } : 'none';
}
