import { z } from 'zod';
import type { Lang } from '../question/answer.ts';
import { dataButton, type Json, type Look } from './button.ts';

/** Rises when the shape of a button's data changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

/** What every button's data begins with. */
export const pressHead = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };

/** A button of ours whose data cannot be read: of an older card, or forged. */
export interface InvalidPress {
  readonly do: 'invalid';
  readonly lang: Lang;
}

interface Pressed {
  readonly v: typeof VERSION;
  readonly do: string;
  readonly lang: Lang;
}

/** A button's own part of the data: without the version, and without what its form is filled in with (which has a default). */
export type Pressable<Action> = Action extends Pick<Pressed, 'do' | 'lang'> ? Omit<Action, 'v'> : never;

interface Presses<Action, Buttons> {
  /** A button's data as it stands in the card. */
  readonly data: (action: Buttons) => Json;
  /** A button; a form's inputs are added to its data by the client. */
  readonly act: (title: string, action: Buttons, look?: Look) => Json;
  /**
   * A button that opens a dialog; where a client has none, it is an ordinary one, and the form comes as a card:
   * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
   */
  readonly dialogButton: (title: string, action: Buttons, look?: Look) => Json;
  /** The action in the data of a pressed button, which anybody in the conversation can forge; null: another's. */
  readonly parse: (data: unknown) => Action | InvalidPress | null;
}

const declared = new Set<string>();

/** What the buttons of all features that are loaded can ask for. */
export const declaredPresses = (): readonly string[] => [...declared];

/** Each is one feature's: of two that knew it the second would never be asked. */
function declare(names: readonly string[]): void {
  for (const name of names) {
    if (declared.has(name)) throw new Error(`two features have a button ${name}`);
    declared.add(name);
  }
}

/** What a schema's buttons `do`. */
function namesOf(schema: z.core.$ZodType): readonly string[] {
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.flatMap(namesOf);
  const named = schema instanceof z.ZodObject ? (schema.shape['do'] as unknown) : null;
  if (named instanceof z.ZodLiteral) return [...named.values].map(String);
  if (named instanceof z.ZodEnum) return named.options.map(String);
  throw new Error('a button does not say what it does');
}

/** The buttons of one feature, by the schema of their data, and by what tells what they `do` from what others do: a prefix. */
export function pressesOf<Schema extends z.ZodType<Pressed>>(
  own: string | ((name: string) => boolean),
  schema: Schema,
): Presses<z.output<Schema>, Pressable<z.input<Schema>>> {
  declare([...new Set(namesOf(schema))]);
  const isOwn = typeof own === 'string' ? (name: string) => name.startsWith(own) : own;
  const Named = z.object({ do: z.string().refine(isOwn), lang: pressHead.lang.catch('ja') });
  const dataOf = (action: object): Json => ({ v: VERSION, ...action });
  return {
    data: dataOf,
    act: (title, action, look) =>
      dataButton(title, (action as { readonly do: string }).do, dataOf(action), look),
    dialogButton: (title, action, look = {}) => ({
      type: 'Action.Submit',
      title,
      data: { ...dataOf(action), msteams: { type: 'task/fetch' } },
      ...look,
    }),
    parse(data) {
      const parsed = schema.safeParse(data);
      if (parsed.success) return parsed.data;
      const named = Named.safeParse(data);
      return named.success ? { do: 'invalid', lang: named.data.lang } : null;
    },
  };
}
