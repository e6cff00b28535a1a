import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const manuals = readdirSync(join(root, 'docs')).map((name) => `docs/${name}`);
const PAGES = [
  ...[
    'README.md',
    'CONTRIBUTING.md',
    'DESIGN.md',
    'SECURITY.md',
    'data/README.md',
    'test/simulator/README.md',
  ],
  ...manuals,
];
/** With what a line begins that is there to be typed. */
const isCommand = /^(?:npm|npx|node|docker|azd|sudo|cp|rm|bash|apt-get|pg_\w+) /;

export interface DocumentedCommand {
  readonly page: string;
  /** One command, without what is said beside it. */
  readonly command: string;
}

/** Every command that a page tells to type, in its order: blocks of code, and code within a line. */
export function documentedCommands(): readonly DocumentedCommand[] {
  return PAGES.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
      block!.replaceAll(/\\\n\s*/g, '').split('\n'),
    );
    const within = [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
      ([, code]) => code!,
    );
    return [...blocks, ...within]
      .flatMap((line) => line.replace(/\s+#.*$/, '').split(' && '))
      .map((line) => line.trim())
      .filter((line) => isCommand.test(`${line} `))
      .map((command) => ({ page, command }));
  });
}

/** Of `npm run -s NAME -- ARGUMENTS`; null = another command. */
export function npmRun(command: string): { readonly name: string; readonly args: string } | null {
  const [, name, args = ''] = /^npm run (?:-s |--silent )?([\w:]+)(?: -- (.*))?/.exec(command) ?? [];
  return name === undefined ? null : { name, args };
}
