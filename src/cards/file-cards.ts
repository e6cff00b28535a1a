import { z } from 'zod';
import type { FileMessage } from './message.ts';

/** Rises when the shape below changes, so that older cards are refused instead of misread. */
const VERSION = 1;

/** Which file a consent is about; it comes back in the answer, where anybody in the chat can have forged it. */
export const OfferedFile = z.object({
  v: z.literal(VERSION),
  lang: z.enum(['ja', 'en']),
  /** null: the audit trail. */
  reportOf: z.string().max(100).nullable(),
});
export type OfferedFile = z.infer<typeof OfferedFile>;

/** Asks whether the person wants the file in their OneDrive; the answer brings where to put it. */
export function consentMessage(
  file: { readonly name: string; readonly description: string; readonly sizeInBytes: number },
  offered: Omit<OfferedFile, 'v'>,
): FileMessage {
  const { name, description, sizeInBytes } = file;
  const context: OfferedFile = { v: VERSION, ...offered };
  return {
    summary: description,
    file: {
      contentType: 'application/vnd.microsoft.teams.card.file.consent',
      name,
      content: { description, sizeInBytes, acceptContext: context, declineContext: context },
    },
  };
}

/** Where Teams has made room for a file. */
export interface StoredFile {
  readonly name: string;
  readonly contentUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** Shows a file that is there. */
export function fileMessage({ name, contentUrl, uniqueId, fileType }: StoredFile): FileMessage {
  return {
    summary: name,
    file: {
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      name,
      contentUrl,
      content: { uniqueId, fileType },
    },
  };
}
