import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

const src = path.resolve(import.meta.dirname, '../../src');
const sources = globSync('**/*.ts', { cwd: src }).map((name) => ({
  name,
  file: ts.createSourceFile(name, readFileSync(path.join(src, name), 'utf8'), ts.ScriptTarget.Latest, true),
}));
/** What is implemented elsewhere: the interfaces of a file of ports, and every store. */
const isPort = (file: string, { name }: ts.InterfaceDeclaration): boolean =>
  /(?:^|[/-])ports\.ts$/.test(file) || name.text.endsWith('Store');

/** Functions of the ports in a file, as `Interface.member`. */
function membersOf(name: string, file: ts.SourceFile): string[] {
  return file.statements
    .filter(ts.isInterfaceDeclaration)
    .filter((declared) => isPort(name, declared))
    .flatMap((port) =>
      port.members
        .filter(
          (one) =>
            ts.isMethodSignature(one) ||
            (ts.isPropertySignature(one) && one.type?.kind === ts.SyntaxKind.FunctionType),
        )
        .map((one) => `${port.name.text}.${one.name!.getText(file)}`),
    );
}

/** Every name that is read from something: `store.rows`, `const { rows } = store`. */
function namesRead(file: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) names.push(node.name.text);
    else if (ts.isBindingElement(node)) names.push((node.propertyName ?? node.name).getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

test('every function of a port is called in src, by others than those that implement it', () => {
  const members = sources.flatMap(({ name, file }) => membersOf(name, file));
  expect(members.length).toBeGreaterThan(30);
  const used = new Set(
    sources.filter(({ name }) => !name.startsWith('storage/')).flatMap(({ file }) => namesRead(file)),
  );
  expect(members.filter((member) => !used.has(member.split('.')[1]!))).toEqual([]);
});
