import { z } from 'zod';
import type { ConsentRequest } from '../broadcast/chat/report-files.ts';
import type { SentFile } from '../broadcast/compose/uploads.ts';
import { OfferedFile } from '../cards/file-cards.ts';
import type { Lang } from '../question/answer.ts';
import type { IncomingActivity } from '../teams/activity.ts';

/** A file in a personal chat: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
const DownloadInfo = z.looseObject({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: z.string().min(1).max(500),
  content: z.looseObject({ downloadUrl: z.string().min(1).max(8000) }),
});

/** Elsewhere Teams only marks the place of a file in the message's HTML. */
const Placeholder = z.looseObject({
  contentType: z.literal('text/html'),
  content: z.string().regex(/<attachment\s+id=/i),
});

/**
 * The files that a message brings; null = none, and an empty list = some that the bot does not get: it is in a
 * channel or group chat, or what describes them cannot be read.
 */
export function filesOf({ attachments }: IncomingActivity, isPersonal: boolean): readonly SentFile[] | null {
  const described = (attachments ?? []).filter(
    ({ contentType }) => contentType === 'application/vnd.microsoft.teams.file.download.info',
  );
  if (described.length === 0) {
    if (isPersonal) return null;
    return (attachments ?? []).some((attachment) => Placeholder.safeParse(attachment).success) ? [] : null;
  }
  return described.flatMap((attachment) => {
    const info = DownloadInfo.safeParse(attachment).data;
    return info ? [{ name: info.name, downloadUrl: info.content.downloadUrl }] : [];
  });
}

const text = (maxChars: number) => z.string().max(maxChars);

const Consent = z.discriminatedUnion('action', [
  z.looseObject({
    action: z.literal('accept'),
    context: OfferedFile,
    uploadInfo: z.looseObject({
      name: text(500),
      contentUrl: z.url({ protocol: /^https?$/ }).max(8000),
      uploadUrl: text(8000),
      uniqueId: text(200),
      fileType: text(20),
    }),
  }),
  z.looseObject({ action: z.literal('decline'), context: OfferedFile }),
]);

/** What somebody has answered to the offer of a file; `invalid` when it cannot be read. */
export function consentOf(
  value: unknown,
  lang: Lang,
): ConsentRequest | { readonly do: 'invalid'; readonly lang: Lang } {
  const consent = Consent.safeParse(value).data;
  if (!consent) return { do: 'invalid', lang };
  const { context: offered } = consent;
  const accepted = consent.action === 'accept' ? consent.uploadInfo : null;
  return { do: 'broadcast.consent', lang: offered.lang, offered, accepted };
}
