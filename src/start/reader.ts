import type { Clock } from '../calendar/clock.ts';
import type { ReaderSettings } from '../config.ts';
import { chatCompletionsReader } from '../reader/chat-completions.ts';
import { createReadings, type Readings, type ReadingServices } from '../reader/reader.ts';
import { type AppIdentity, entraTokens, openAiResource } from '../teams/credentials.ts';
import { createTokens } from '../teams/own-token.ts';

export interface ReaderServices {
  readonly settings: ReaderSettings;
  /** Whose token it is asked with where no key is set. */
  readonly identity: AppIdentity | null;
  readonly clock: Clock;
  readonly onOutcome: NonNullable<ReadingServices['onOutcome']>;
}

/** The city's own reader of questions, as the settings say. */
export function startReader({ settings, identity, clock, onOutcome }: ReaderServices): Readings {
  const { mode, url, model, perDay, key } = settings;
  const reader = chatCompletionsReader({ url, model, getKey: keyOf(key, identity, clock) });
  return createReadings({ reader, mode, perDay, clock, onOutcome });
}

function keyOf(key: string | null, identity: AppIdentity | null, clock: Clock): () => Promise<string> {
  if (key !== null) return () => Promise.resolve(key);
  if (identity === null) return () => Promise.reject(new Error('there is neither a key nor an identity'));
  const tokens = createTokens({ fetchToken: entraTokens(identity, fetch, openAiResource), clock });
  return () => tokens.get();
}
