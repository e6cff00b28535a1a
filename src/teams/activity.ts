import { z } from 'zod';

const Text = z.string().nullish();
const Account = z.looseObject({
  id: z.string().min(1).max(500),
  aadObjectId: Text,
  tenantId: Text.catch(null),
});
/** `isTargeted`: nobody else in the conversation sees it: learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages */
const Recipient = Account.extend({ isTargeted: z.boolean().nullish().catch(null) });

/**
 * The parts of an activity that the bot and the SDK read, checked for shape and size only; everything else passes.
 * What they say is no more trusted than before: who sent them is the token's word, which tenant the allow-list's.
 */
export const IncomingActivity = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().max(500).nullish(),
  name: z.string().max(200).nullish(),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(500),
  conversation: z.looseObject({
    id: z.string().min(1).max(1_000),
    conversationType: Text,
    tenantId: Text,
  }),
  from: Account.nullish(),
  recipient: Recipient.nullish(),
  replyToId: z.string().max(500).nullish(),
  action: z.string().max(100).nullish(),
  text: Text,
  locale: Text,
  entities: z.array(z.unknown()).nullish(),
  attachments: z.array(z.looseObject({})).nullish(),
  membersAdded: z.array(Account).nullish(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: Text }).nullish() }).nullish(),
  value: z.unknown().optional(),
});
export type IncomingActivity = z.infer<typeof IncomingActivity>;

/** Every tenant that the activity names, in lower case: Teams writes it in two places, which must not disagree. */
export function tenantsOf(activity: IncomingActivity): readonly string[] {
  const named = [activity.conversation.tenantId, activity.channelData?.tenant?.id];
  return [...new Set(named.filter((id) => id != null && id !== '').map((id) => id!.toLowerCase()))];
}
