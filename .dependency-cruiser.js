/**
 * The import table of DESIGN.md: dataset ← question ← cards ← {bot, highlights, broadcast} ← server ← main.
 * storage implements ports that live with their consumers; cli is thin and may use everything but main.
 */
const layers = {
  dataset: [],
  question: ['dataset'],
  cards: ['dataset', 'question'],
  delivery: ['cards', 'dataset', 'question'],
  highlights: ['cards', 'dataset', 'question', 'delivery'],
  broadcast: ['cards', 'dataset', 'question', 'delivery', 'highlights'],
  bot: ['cards', 'dataset', 'question', 'delivery', 'highlights', 'broadcast'],
  storage: ['bot', 'cards', 'dataset', 'question', 'delivery', 'highlights', 'broadcast'],
  server: ['bot', 'cards', 'dataset', 'question', 'delivery', 'highlights', 'broadcast'],
};

const layerRules = Object.entries(layers).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import from ${allowed.length ? allowed.join(', ') : 'no other folder of src'} only`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-start-imports-main',
      severity: 'error',
      from: { pathNot: '^src/start\\.js$' },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'src-does-not-import-test',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'pure-folders-have-no-io',
      comment: 'question/ and cards/ are pure; dataset/ and cards/ read files in their load modules only',
      severity: 'error',
      from: { path: '^src/(question|dataset|cards)/', pathNot: '^src/(dataset|cards)/load[^/]*\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|url|path)$' },
    },
    {
      name: 'botbuilder-only-at-the-edge',
      comment:
        'the SDK is past support: a move to its successor must touch bot/, server/ and the sender alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(bot|server)/|^src/delivery/sender\\.ts$' },
      to: { path: 'node_modules/(botbuilder|botframework-)' },
    },
    {
      name: 'restify-only-in-server',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/' },
      to: { path: 'node_modules/restify' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
