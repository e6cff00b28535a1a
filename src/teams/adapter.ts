import { CloudAdapter } from 'botbuilder';
import type { Activity, InvokeResponse } from 'botbuilder';
import type { AuthenticateRequestResult } from 'botframework-connector';
import type { IncomingActivity } from './activity.ts';
import type { Bot } from '../bot/bot.ts';

/** The token did not prove what the activity claims, or there was none. */
export class Unauthenticated extends Error {}

/**
 * The SDK's adapter in two steps, so that the tenant can be checked between them, and without its own HTTP answers,
 * which repeat the text of any error to the caller.
 */
export class TeamsAdapter extends CloudAdapter {
  /** Whom the token speaks for; throws Unauthenticated. */
  async authenticate(activity: IncomingActivity, authHeader: string): Promise<AuthenticateRequestResult> {
    try {
      return await this.botFrameworkAuthentication.authenticateRequest(asActivity(activity), authHeader);
    } catch (error) {
      // Whatever goes wrong while a token is read (the SDK throws TypeErrors for malformed ones), it proved nothing.
      throw new Unauthenticated('token refused', { cause: error });
    }
  }

  /** Runs one turn for a caller who has been let in. */
  run(
    caller: AuthenticateRequestResult,
    activity: IncomingActivity,
    bot: Bot,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(caller, asActivity(activity), bot);
  }
}

/** The shape has been checked where the SDK relies on it. */
function asActivity(activity: IncomingActivity): Activity {
  return activity as unknown as Activity;
}
