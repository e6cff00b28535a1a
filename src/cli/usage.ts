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
  console.error(`${problem}\n\n${usage}`);
  process.exit(2);
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
