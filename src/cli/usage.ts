import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';

/** Ends the process with how the command is used, when that is what was asked for: exit code 0. */
export function answerHelp(usage: string, args: readonly string[] = process.argv.slice(2)): void {
  if (!args.some((arg) => arg === '--help' || arg === '-h')) return;
  console.log(usage);
  process.exit(0);
}

/** Ends the process with what was wrong and how the command is used: exit code 2. */
export function misused(usage: string, problem: string): never {
  return refuse(`${problem}\n\n${usage}`);
}

/** Ends the process with why there is nothing to work on (a file, a setting, the dataset): exit code 2. */
export function refuse(problem: string): never {
  console.error(problem);
  process.exit(2);
}

/** The only argument beside the options, if any; a second one ends the process. */
export function oneArgument(
  usage: string,
  [one, ...others]: readonly string[],
  what: string,
): string | undefined {
  return others.length === 0 ? one : misused(usage, `one ${what} at a time, not also ${others.join(' ')}`);
}

/** The arguments as node:util's parseArgs reads them; help and wrong use are answered, and end the process. */
export function readArguments<T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  answerHelp(usage, config.args);
  try {
    return parseArgs(config);
  } catch (error) {
    // An unknown option, a missing value: with a message for people.
    return misused(usage, error instanceof Error ? error.message : String(error));
  }
}

/** The values of options, checked; what is wrong with them ends the process. */
export function checkOptions<T>(usage: string, schema: z.ZodType<T>, values: unknown): T {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  return misused(usage, problems.join('\n'));
}
