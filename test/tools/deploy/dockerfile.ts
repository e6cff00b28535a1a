import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const INSTRUCTIONS = new Set(
  'ARG FROM LABEL ENV WORKDIR COPY RUN USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT'.split(' '),
);

interface Instruction {
  readonly line: number;
  readonly name: string;
  readonly rest: string;
}

/** What is wrong with deploy/Dockerfile: what it may not have, what it copies and is not there, how it ends. */
export function dockerfileProblems(root: string): string[] {
  const all = instructionsOf(readFileSync(path.join(root, 'deploy/Dockerfile'), 'utf8'));
  const problems = all
    .filter(({ name }) => !INSTRUCTIONS.has(name))
    .map(({ line, name }) => `line ${line}: ${name} is no instruction that is used here`);
  const named = new Set(all.filter(({ name }) => name === 'ARG').map(({ rest }) => rest.split('=')[0]!));
  for (const { line, rest } of all.filter(({ name }) => name === 'FROM')) {
    const image = /^\$\{(\w+)\}/.exec(rest)?.[1];
    const isPinned = /^[\w./-]+:[\w.-]+@sha256:[\da-f]{64} AS \w+$/.test(rest);
    if (!isPinned && (image === undefined || !named.has(image)))
      problems.push(`line ${line}: an image is pinned by its digest, or comes by an ARG`);
  }
  const allowed = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
  for (const { line, rest } of all.filter(({ name }) => name === 'COPY')) {
    if (rest.includes('--from=')) continue;
    for (const source of rest.split(/\s+/).slice(0, -1)) {
      if (!existsSync(path.join(root, source))) problems.push(`line ${line}: there is no ${source}`);
      if (!allowed.includes(`!${source}`)) problems.push(`line ${line}: .dockerignore leaves ${source} out`);
    }
  }
  const last = all.slice(all.findLastIndex(({ name }) => name === 'FROM'));
  const restOf = (name: string): string => last.findLast((one) => one.name === name)?.rest ?? '';
  if (!/^[1-9]\d*:[1-9]\d*$/.test(restOf('USER'))) problems.push('the last stage runs as no user by number');
  const entry = restOf('ENTRYPOINT');
  if (!entry.startsWith('["')) problems.push('ENTRYPOINT is no list: a shell would stand between');
  for (const [, file] of entry.matchAll(/"\/app\/([^"]+)"/g)) {
    if (!existsSync(path.join(root, file!))) problems.push(`ENTRYPOINT: there is no ${file}`);
  }
  return problems;
}

function instructionsOf(text: string): Instruction[] {
  const found: Instruction[] = [];
  let goesOn = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name = '', rest = ''] = /^(\S+)\s*(.*?)\\?$/.exec(line)!;
    if (!goesOn) found.push({ line: index + 1, name, rest: rest.trim() });
    goesOn = line.endsWith('\\');
  }
  return found;
}
