import { z } from 'zod';
import type { CardMessage, FileMessage } from './message.ts';

/** Rises when the shape below changes, so that older cards are refused instead of misread. */
const VERSION = 1;

/** Which file a consent is about; it comes back in the answer, where anybody in the chat can have forged it. */
export const OfferedDownload = z.object({
  v: z.literal(VERSION),
  lang: z.enum(['ja', 'en']),
  /** Which kind: the name that its maker is known by. */
  file: z.string().max(40),
  /** What it is of, as its maker says it; '' where there is one alone. */
  subject: z.string().max(200),
});
export type OfferedDownload = z.infer<typeof OfferedDownload>;

/** A file that is made anew each time somebody wants it. */
export interface Download {
  readonly name: string;
  /** What it is, for the person who is asked whether they want it. */
  readonly description: string;
  readonly bytes: Uint8Array;
  /** The same once its export stands in the audit trail, where that shows in it. */
  readonly bytesOnceNoted?: () => Promise<Uint8Array>;
  /** By what the person may have it, for the audit trail. */
  readonly by?: string | null;
  /** What is said when it cannot be stored, where there is more to say than that. */
  readonly otherwise?: CardMessage;
}

/** Asks whether the person wants the file in their OneDrive; what they answer comes back to its maker. */
export function offerDownload(
  { name, description, bytes }: Download,
  offered: Omit<OfferedDownload, 'v'>,
): FileMessage {
  const context = { v: VERSION, ...offered };
  return {
    summary: description,
    file: {
      contentType: 'application/vnd.microsoft.teams.card.file.consent',
      name,
      content: {
        description,
        sizeInBytes: bytes.length,
        acceptContext: context,
        declineContext: context,
      },
    },
  };
}

/** Not in names of files: support.microsoft.com/office/64883a5d-228e-48f5-b3d2-eb39e07630fa */
const forbidden = /["*:<>?/\\|#%\p{C}]/gu;
const maxTitleChars = 40;

/** A name that every file system takes; `time` tells files of the same title apart; '' where the title does. */
export function fileName(title: string, time: string, ending: string): string {
  return `${`${title.replaceAll(forbidden, ' ').slice(0, maxTitleChars).trim()} ${time}`.trim()}.${ending}`;
}

/** Where Teams has made room for a file. */
export const StoredFile = z.looseObject({
  name: z.string().max(500),
  contentUrl: z.url({ protocol: /^https?$/ }).max(8000),
  uniqueId: z.string().max(200),
  fileType: z.string().max(20),
});
export type StoredFile = Pick<z.infer<typeof StoredFile>, 'name' | 'contentUrl' | 'uniqueId' | 'fileType'>;

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
