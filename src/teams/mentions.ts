import { decodeHTMLStrict } from 'entities';
import { z } from 'zod';

/** A message of Teams has 28 KB, and mentions twenty people; each mention is looked for in all of the words. */
const MAX_CHARS = 30_000;
const MAX_MENTIONS = 100;
/** In place of the message that a reply quotes. */
const QUOTATION = /<quoted\b[^<>]{0,500}\/?>|<\/quoted>/gi;
/** Zero-width characters, marks of direction, soft hyphens; the joiner of emoji stays. */
const INVISIBLE = /(?!\u200d)\p{Cf}|\u200d(?!\p{Extended_Pictographic})/gu;

const Mention = z.looseObject({
  type: z.literal('mention'),
  mentioned: z.looseObject({ id: z.string(), aadObjectId: z.guid().nullish().catch(null) }),
  text: z.string().min(1).max(500).nullish(),
});

/**
 * The words that a person wrote: without mentions of the bot, other people's mentions as their bare names.
 * Only what `entities` says is a mention counts as one, wherever and in whatever case it stands in the text
 * (the SDK's removeRecipientMention takes the first only, minds the case and keeps `&nbsp;`).
 */
export function textWithoutMentions(
  text: string | null | undefined,
  entities: readonly unknown[] | null | undefined,
  botId: string | null | undefined,
): string {
  let words = (text ?? '').slice(0, MAX_CHARS);
  const mentions = (entities ?? []).flatMap((entity) => Mention.safeParse(entity).data ?? []);
  for (const mention of mentions.slice(0, MAX_MENTIONS)) {
    if (!mention.text) continue;
    const name = mention.mentioned.id === botId ? ' ' : mention.text.replaceAll(/<\/?at[^<>]*>/gi, '');
    words = words.replaceAll(new RegExp(RegExp.escape(mention.text), 'gi'), () => name);
  }
  // What a client adds to a reply that quotes a message, and what nobody sees, are no words.
  return decodeHTMLStrict(words.replaceAll(QUOTATION, ' '))
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Object ids, in lower case, of those whom a message mentions beside the bot, as far as Teams says who they are. */
export function mentionedPeople(
  entities: readonly unknown[] | null | undefined,
  botId: string | null | undefined,
): readonly string[] {
  return (entities ?? []).flatMap((entity) => {
    const mentioned = Mention.safeParse(entity).data?.mentioned;
    return mentioned?.aadObjectId && mentioned.id !== botId ? [mentioned.aadObjectId.toLowerCase()] : [];
  });
}
