import { z } from 'zod';
import { type Pressable, pressesOf, pressHead } from '../../cards/presses.ts';
import { grantableRoles } from '../../access/roles.ts';
import { plainCommandNames } from '../decide/offered.ts';

/** The server's alone: it has made every one of them. */
const Id = z.string().regex(/^broadcast-[a-f0-9]{8,32}$/);
/** Of a form for a draft that is not there yet: pressed twice it makes one. It names nothing but itself. */
const FormId = z.union([Id, z.string().regex(/^form-[a-f0-9]{32}$/)]);
const UploadId = z.string().regex(/^upload-[a-f0-9]{16}(?:[a-f0-9]{16})?$/);
const Version = z.int().min(0).max(1_000_000);
const text = (maxChars: number) => z.string().max(maxChars).default('');

/** As many characters as a form's inputs take: filled to the brim it still fits into one message. */
export const formLimits = {
  title: 150,
  body: 6000,
  sender: 60,
  contact: 200,
  links: 4200,
  pictures: 1000,
  list: 8000,
  exclude: 3000,
  words: 100,
};

/** What a form for writing sends; checked in full by whoever reads it. */
const fields = {
  titleJa: text(500),
  bodyJa: text(20_000),
  titleEn: text(500),
  bodyEn: text(20_000),
  sender: text(200),
  contact: text(500),
  importance: z.enum(['normal', 'high']).default('normal').catch('normal'),
  /** A line each: `title | https://…`. */
  links: text(6000),
  /** A line each: `what it shows | https://…`. */
  pictures: text(3000),
  /** Ids, parted by commas. */
  initiatives: text(1000),
  /** Words to find initiatives by. */
  findInitiatives: text(600),
  /** A month, or '' for none. */
  highlights: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .default('')
    .catch(''),
  acknowledge: z.enum(['true', 'false']).default('false').catch('false'),
};
const audienceFields = {
  /** `people`, `channels`, `guests`, `peopleOf:ID`, `channelsOf:ID`, `channel:ID`, parted by commas. */
  audience: text(40_000),
  /** Words to find teams and channels by. */
  findPlaces: text(600),
  /** Pasted lines or CSV. */
  list: text(200_000),
  exclude: text(50_000),
  /** As a template too. */
  keep: z.enum(['true', 'false']).default('false').catch('false'),
};

/** What the buttons about broadcasts ask for, with the form's inputs: anybody in the conversation can forge it. */
export const BroadcastAction = z.discriminatedUnion('do', [
  z.object({ ...pressHead, do: z.literal('broadcast.home') }),
  /** The form as a card. */
  z.object({ ...pressHead, do: z.literal('broadcast.new') }),
  /** What `find` says, or from the card's own input what is typed there; '' = one's own, and what waits. */
  z.object({
    ...pressHead,
    do: z.literal('broadcast.list'),
    find: text(200),
    typed: text(200),
    isSearch: z.boolean().default(false),
    page: z.int().min(0).max(100_000).default(0),
    /** In the place of the pressed card. */
    isTurned: z.boolean().default(false),
  }),
  z.object({ ...pressHead, do: z.literal('broadcast.open'), id: Id }),
  /** Whom it does not reach (`stage` null: as things stand before it goes out), or what of it has not arrived. */
  z.object({
    ...pressHead,
    do: z.literal('broadcast.unreached'),
    id: Id,
    stage: z.int().min(0).max(10_000).nullable(),
    page: z.int().min(0).max(100_000),
    /** Another page of the list. */
    isTurned: z.boolean(),
  }),
  z.object({ ...pressHead, do: z.literal('broadcast.edit'), id: Id }),
  z.object({ ...pressHead, do: z.literal('broadcast.copy'), id: Id, version: Version }),
  /** Version 0: a draft that is not there yet. */
  z.object({
    ...pressHead,
    do: z.literal('broadcast.save'),
    id: FormId,
    version: Version,
    ...fields,
    ...audienceFields,
  }),
  /** The form again, with what was filled in and what its words find. */
  z.object({
    ...pressHead,
    do: z.literal('broadcast.find'),
    id: FormId,
    version: Version,
    withAudience: z.boolean(),
    /** With what its readers would get. */
    shows: z.boolean().default(false),
    ...fields,
    ...audienceFields,
  }),
  z.object({ ...pressHead, do: z.literal('broadcast.test'), id: Id, version: Version }),
  z.object({
    ...pressHead,
    do: z.literal('broadcast.send'),
    /** At once, or at the date and time that are filled in. */
    when: z.enum(['now', 'at']).default('at'),
    id: Id,
    version: Version,
    date: text(20),
    time: text(10),
    confirmed: z.int().min(0).nullable(),
  }),
  z.object({
    ...pressHead,
    do: z.literal('broadcast.command'),
    id: Id,
    version: Version,
    command: z.enum(plainCommandNames),
    /** Why it is sent back, to its author. */
    reason: text(1000),
  }),
  z.object({ ...pressHead, do: z.literal('broadcast.correction'), id: Id }),
  z.object({ ...pressHead, do: z.literal('broadcast.correct'), id: Id, version: Version, ...fields }),
  /** 「確認しました」, on the broadcast itself, on a reminder of it, or on a test. */
  z.object({
    ...pressHead,
    do: z.literal('broadcast.acknowledge'),
    id: Id,
    of: z.enum(['post', 'reminder', 'test']).default('post'),
  }),
  /** The result for each recipient as a file. */
  z.object({ ...pressHead, do: z.literal('broadcast.report'), id: Id }),
  /** A new broadcast to a list that came as a file. */
  z.object({ ...pressHead, do: z.literal('broadcast.fromUpload'), upload: UploadId }),
  /** A draft, chosen in the card, that is to use such a list. */
  z.object({
    ...pressHead,
    do: z.literal('broadcast.useUpload'),
    upload: UploadId,
    how: z.enum(['only', 'add', 'exclude']),
    /** Chosen in the card. */
    draft: z.string().default('').pipe(Id),
  }),
  z.object({ ...pressHead, do: z.literal('broadcast.roles') }),
  z.object({
    ...pressHead,
    do: z.literal('broadcast.role'),
    grant: z.boolean(),
    person: text(300),
    role: z.enum(grantableRoles).default('broadcaster').catch('broadcaster'),
  }),
]);
export type BroadcastAction = z.infer<typeof BroadcastAction>;
export type BroadcastFields = Pick<
  Extract<BroadcastAction, { do: 'broadcast.correct' }>,
  keyof typeof fields
>;
export type AudienceFields = Pick<
  Extract<BroadcastAction, { do: 'broadcast.save' }>,
  keyof typeof audienceFields
>;
export type NewBroadcastAction = Pressable<z.input<typeof BroadcastAction>>;

export const {
  act,
  data: broadcastData,
  dialogButton,
  parse: parseBroadcastAction,
} = pressesOf('broadcast.', BroadcastAction);
