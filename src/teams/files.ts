import { z } from 'zod';
import type { IncomingActivity } from './activity.ts';

/** A file as a message brings it: what it is called, and where it is. */
export interface AttachedFile {
  readonly name: string;
  readonly downloadUrl: string;
}

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
export function filesOf(
  { attachments }: IncomingActivity,
  isPersonal: boolean,
): readonly AttachedFile[] | null {
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
