import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Language, Parser, type Node } from 'web-tree-sitter';

interface Module {
  readonly file: string;
  readonly root: Node;
  /** Parameters, and whether a value must be given. */
  readonly parameters: ReadonlyMap<string, { readonly required: boolean }>;
  readonly outputs: ReadonlySet<string>;
}

/** What is wrong with infra/*.bicep: syntax, and modules that are called otherwise than they ask. No types of Azure's. */
export async function checkBicep(root: string): Promise<string[]> {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
  const parser = new Parser().setLanguage(await Language.load(grammar));
  const files = globSync('infra/**/*.bicep', { cwd: root });
  const modules = new Map(
    files.map((file) => [
      file,
      moduleOf(file, parser.parse(readFileSync(path.join(root, file), 'utf8'))!.rootNode),
    ]),
  );
  const main = modules.get('infra/main.bicep');
  if (main === undefined) return ['there is no infra/main.bicep'];
  return [
    ...[...modules.values()].flatMap(syntaxProblems),
    ...[...modules.values()].flatMap((one) => callProblems(root, one, modules)),
    ...parameterFileProblems(root, main),
  ];
}

function moduleOf(file: string, root: Node): Module {
  const parameters = new Map<string, { required: boolean }>();
  for (const node of root.descendantsOfType('parameter_declaration')) {
    const [name] = node.descendantsOfType('identifier');
    parameters.set(name!.text, { required: !node.text.includes('=') });
  }
  const outputs = root
    .descendantsOfType('output_declaration')
    .map((node) => node.descendantsOfType('identifier')[0]!.text);
  return { file, root, parameters, outputs: new Set(outputs) };
}

function syntaxProblems({ file, root }: Module): string[] {
  if (!root.hasError) return [];
  const wrong: Node[] = [];
  const walk = (node: Node): void => {
    if (node.isError || node.isMissing) wrong.push(node);
    else for (const child of node.children) if (child.hasError) walk(child);
  };
  walk(root);
  return (wrong.length > 0 ? wrong : [root]).map(
    ({ startPosition, text }) => `${file}:${startPosition.row + 1}: cannot be read: ${text.slice(0, 60)}`,
  );
}

/** Every `module x 'file' = { params: { … } }`, and every `x.outputs.y`. */
function callProblems(
  root: string,
  { file, root: tree }: Module,
  modules: ReadonlyMap<string, Module>,
): string[] {
  const problems: string[] = [];
  for (const node of tree.descendantsOfType('module_declaration')) {
    const [, name, relative] = /^module\s+(\w+)\s+'([^']+)'/.exec(node.text) ?? [];
    const target = path.join(path.dirname(file), relative ?? '');
    const called = modules.get(target);
    if (name === undefined || called === undefined || !existsSync(path.join(root, target))) {
      problems.push(`${file}: module ${name}: there is no ${target}`);
      continue;
    }
    const given = givenParameters(node);
    for (const one of given)
      if (!called.parameters.has(one)) problems.push(`${file}: module ${name}: takes no ${one}`);
    for (const [one, { required }] of called.parameters)
      if (required && !given.has(one)) problems.push(`${file}: module ${name}: needs ${one}`);
    for (const [, output] of tree.text.matchAll(new RegExp(`\\b${name}\\.outputs\\.(\\w+)`, 'g')))
      if (!called.outputs.has(output!)) problems.push(`${file}: module ${name}: has no output ${output}`);
  }
  return problems;
}

function givenParameters(call: Node): Set<string> {
  const params = call.descendantsOfType('object_property').find((node) => node.child(0)?.text === 'params');
  const values = params?.descendantsOfType('object')[0];
  const own = values?.namedChildren.filter((node) => node.type === 'object_property') ?? [];
  return new Set(own.map((node) => node.child(0)!.text));
}

function parameterFileProblems(root: string, main: Module): string[] {
  const file = 'infra/main.parameters.json';
  const { parameters } = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as { parameters: object };
  const given = new Set(Object.keys(parameters));
  return [
    ...[...given]
      .filter((name) => !main.parameters.has(name))
      .map((name) => `${file}: main.bicep takes no ${name}`),
    ...[...main.parameters]
      .filter(([name, { required }]) => required && !given.has(name))
      .map(([name]) => `${file}: main.bicep needs ${name}`),
  ];
}
