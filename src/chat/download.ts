import type { Download, OfferedDownload } from '../cards/file-cards.ts';
import type { CardMessage } from '../cards/message.ts';
import type { Visitor } from './visitor.ts';

/**
 * Makes the file for whoever asks; null: it is not for this person, or there is none (any more), which a refusal says
 * more of.
 */
export type MakeDownload = (
  subject: string,
  lang: OfferedDownload['lang'],
  person: Pick<Visitor, 'personId' | 'roles'>,
) => Promise<Download | { readonly refusal: CardMessage } | null>;
