/** Activities as Teams sends them to a bot: field by field after captured ones, with made-up ids. */

/** Where and to whom an activity happens; every field may be overridden. */
export interface Scene {
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly botId: string;
  readonly botName: string;
  readonly userId: string;
  readonly aadObjectId: string;
  readonly locale: string;
}

export type TeamsActivity = Record<string, unknown>;

const PERSONAL_ID = 'a:1personalConversationOfThePersonAndTheBot';
const GROUP_ID = '19:group0123456789abcdef@thread.v2';
const CHANNEL_ID = '19:channel0123456789abcdef@thread.tacv2';
const TEAM_ID = '19:team0123456789abcdef@thread.tacv2';

/** The scene of most tests: one person of one tenant. */
export function scene(serviceUrl: string, override: Partial<Scene> = {}): Scene {
  return {
    serviceUrl,
    tenantId: '11111111-2222-4333-8444-555555555555',
    botId: '28:66666666-7777-4888-8999-aaaaaaaaaaaa',
    botName: 'よこてん',
    userId: '29:1personOfTheTenant',
    aadObjectId: 'bbbbbbbb-cccc-4ddd-8eee-ffffffffffff',
    locale: 'ja-JP',
    ...override,
  };
}

/** A message in the personal chat. */
export function personalMessage(
  where: Scene,
  id: string,
  text: string,
  more: TeamsActivity = {},
): TeamsActivity {
  return {
    ...envelope(where, 'message', id),
    conversation: { conversationType: 'personal', tenantId: where.tenantId, id: PERSONAL_ID },
    text,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${text}</p>` }],
    ...more,
  };
}

/** A message in the personal chat that brings files, by their links. */
export function filesMessage(
  where: Scene,
  id: string,
  files: readonly { readonly name: string; readonly downloadUrl: string }[],
): TeamsActivity {
  const { text: _text, ...message } = personalMessage(where, id, '');
  return {
    ...message,
    attachments: [
      ...files.map(({ name, downloadUrl }) => ({
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        contentUrl: `https://contoso-my.sharepoint.com/personal/staff/Documents/${encodeURIComponent(name)}`,
        name,
        content: {
          downloadUrl,
          uniqueId: '1150D938-8870-4044-9F2C-5BBDEBA70C9D',
          fileType: name.split('.').at(-1),
          etag: '123',
        },
      })),
      { contentType: 'text/html', content: '<p></p>' },
    ],
  };
}

/** An answer to a file consent card; `uploadUrl` null = declined. */
export function fileConsent(
  where: Scene,
  id: string,
  card: { readonly id: string; readonly name: string; readonly context: unknown },
  uploadUrl: string | null,
): TeamsActivity {
  const { name, context } = card;
  const uploadInfo = {
    contentUrl: `https://contoso-my.sharepoint.com/personal/staff/Documents/${encodeURIComponent(name)}`,
    name,
    uploadUrl,
    uniqueId: '1150D938-8870-4044-9F2C-5BBDEBA70C8C',
    fileType: 'csv',
  };
  const value = {
    type: 'fileUpload',
    action: uploadUrl === null ? 'decline' : 'accept',
    context,
    ...(uploadUrl !== null && { uploadInfo }),
  };
  return { ...invoke(where, id, 'fileConsent/invoke', value), replyToId: card.id };
}

/** A message in a group chat; `text` may hold mentions made by `mention`. */
export function groupMessage(
  where: Scene,
  id: string,
  text: string,
  more: TeamsActivity = {},
): TeamsActivity {
  return {
    ...envelope(where, 'message', id),
    conversation: { isGroup: true, conversationType: 'groupChat', tenantId: where.tenantId, id: GROUP_ID },
    text,
    textFormat: 'plain',
    entities: [clientInfo(where), botMention(where)],
    ...more,
  };
}

/** A message in a channel's thread. */
export function channelMessage(
  where: Scene,
  id: string,
  text: string,
  more: TeamsActivity = {},
): TeamsActivity {
  return {
    ...envelope(where, 'message', id),
    conversation: {
      isGroup: true,
      conversationType: 'channel',
      tenantId: where.tenantId,
      id: `${CHANNEL_ID};messageid=1700000000000`,
    },
    text,
    textFormat: 'plain',
    entities: [clientInfo(where), botMention(where)],
    channelData: {
      teamsChannelId: CHANNEL_ID,
      teamsTeamId: TEAM_ID,
      channel: { id: CHANNEL_ID },
      team: { id: TEAM_ID },
      tenant: { id: where.tenantId },
    },
    ...more,
  };
}

/** The text of a mention of the bot. */
export function mention(where: Scene): string {
  return `<at>${where.botName}</at>`;
}

/** The entity that goes with a mention of the bot. */
export function botMention(where: Scene): TeamsActivity {
  return { type: 'mention', mentioned: { id: where.botId, name: where.botName }, text: mention(where) };
}

/** A press of an Action.Submit in the personal chat. */
export function submit(where: Scene, id: string, cardActivityId: string, data: unknown): TeamsActivity {
  const { text: _text, attachments: _attachments, ...message } = personalMessage(where, id, '');
  return { ...message, replyToId: cardActivityId, value: data };
}

/** A press of an Action.Execute in the personal chat. */
export function execute(where: Scene, id: string, cardActivityId: string, data: unknown): TeamsActivity {
  return {
    ...invoke(where, id, 'adaptiveCard/action', {
      action: { type: 'Action.Execute', id: 'button', verb: 'press', data },
      trigger: 'manual',
    }),
    replyToId: cardActivityId,
  };
}

/** A message-extension search; no `text` = the extension was just opened. */
export function search(where: Scene, id: string, text: string | null, skip = 0, count = 25): TeamsActivity {
  const parameter = text === null ? { name: 'initialRun', value: 'true' } : { name: 'query', value: text };
  return invoke(where, id, 'composeExtension/query', {
    commandId: 'search',
    parameters: [parameter],
    queryOptions: { skip, count },
  });
}

/** Any other invoke in the personal chat. */
export function invoke(where: Scene, id: string, name: string, value: unknown): TeamsActivity {
  return {
    ...envelope(where, 'invoke', id),
    name,
    conversation: { conversationType: 'personal', tenantId: where.tenantId, id: PERSONAL_ID },
    channelData: { source: { name: 'message' }, tenant: { id: where.tenantId } },
    value,
  };
}

/** The bot is added to a person's apps. */
export function installedPersonal(where: Scene, id: string, action = 'add'): TeamsActivity {
  return {
    ...envelope(where, 'installationUpdate', id),
    action,
    conversation: { conversationType: 'personal', tenantId: where.tenantId, id: PERSONAL_ID },
    channelData: {
      settings: { selectedChannel: { id: PERSONAL_ID } },
      tenant: { id: where.tenantId },
      source: { name: 'message' },
    },
  };
}

/** Members (by default the bot) join the personal chat. */
export function addedToPersonal(where: Scene, id: string, memberIds = [where.botId]): TeamsActivity {
  return {
    ...envelope(where, 'conversationUpdate', id),
    conversation: { conversationType: 'personal', tenantId: where.tenantId, id: PERSONAL_ID },
    membersAdded: memberIds.map((memberId) => ({ id: memberId })),
  };
}

/** Members (by default the bot) join a team. */
export function addedToTeam(where: Scene, id: string, memberIds = [where.botId]): TeamsActivity {
  return {
    ...envelope(where, 'conversationUpdate', id),
    conversation: { isGroup: true, conversationType: 'channel', tenantId: where.tenantId, id: TEAM_ID },
    membersAdded: memberIds.map((memberId) => ({ id: memberId })),
    channelData: {
      team: { id: TEAM_ID, name: '人事課', aadGroupId: '12121212-3434-4565-8787-909090909090' },
      eventType: 'teamMemberAdded',
      tenant: { id: where.tenantId },
    },
  };
}

/** Somebody reacts to a message. */
export function reaction(where: Scene, id: string, messageId: string): TeamsActivity {
  return {
    ...envelope(where, 'messageReaction', id),
    conversation: { conversationType: 'personal', tenantId: where.tenantId, id: PERSONAL_ID },
    reactionsAdded: [{ type: 'like' }],
    replyToId: messageId,
  };
}

/** Sends an activity to a bot and gives back the HTTP answer. */
export async function sendToBot(
  botUrl: string,
  activity: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${botUrl}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

function envelope(where: Scene, type: string, id: string): TeamsActivity {
  return {
    type,
    id,
    timestamp: '2026-06-10T01:30:00.000Z',
    localTimestamp: '2026-06-10T10:30:00.000+09:00',
    localTimezone: 'Asia/Tokyo',
    channelId: 'msteams',
    serviceUrl: `${where.serviceUrl}/`,
    from: { id: where.userId, name: '職員', aadObjectId: where.aadObjectId },
    recipient: { id: where.botId, name: where.botName },
    entities: [clientInfo(where)],
    channelData: { tenant: { id: where.tenantId } },
    locale: where.locale,
  };
}

function clientInfo(where: Scene): TeamsActivity {
  return {
    locale: where.locale,
    country: 'JP',
    platform: 'Windows',
    timezone: 'Asia/Tokyo',
    type: 'clientInfo',
  };
}
