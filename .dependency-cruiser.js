/**
 * The import table of DESIGN.md: a folder may import from those that stand before it here, and from those alone which
 * it names. A feature imports no other feature; storage implements ports that live with their consumers.
 */
const domain = ['text', 'calendar', 'dataset', 'question'];
/** What features share. */
const shared = [...domain, 'cards', 'chat', 'access', 'delivery'];
const features = [
  'highlights',
  'broadcast',
  'adoption',
  'follow',
  'unanswered',
  'report',
  'rows',
  'contacts',
  'editions',
  'operation',
];
const layers = {
  text: [],
  calendar: ['text'],
  dataset: ['calendar', 'text'],
  'question/index': ['text', 'dataset', 'question'],
  'question/read': ['calendar', 'text', 'dataset', 'question', 'question/index'],
  'question/choose': ['calendar', 'text', 'dataset', 'question', 'question/index', 'question/read'],
  'question/answer': [
    'calendar',
    'text',
    'dataset',
    'question',
    'question/index',
    'question/read',
    'question/choose',
  ],
  'question/follow': [
    'calendar',
    'text',
    'dataset',
    'question',
    'question/index',
    'question/read',
    'question/choose',
    'question/answer',
  ],
  cards: domain,
  access: domain,
  chat: [...domain, 'cards', 'access'],
  delivery: [...domain, 'cards'],
  ...Object.fromEntries(features.map((feature) => [feature, shared])),
  teams: [...domain, 'cards', 'delivery'],
  reader: domain,
  bot: [...shared, 'broadcast', 'reader', 'teams'],
  server: [...domain, 'access', 'delivery', 'teams', 'bot'],
  storage: [...shared, ...features, 'teams', 'bot'],
  start: [...shared, ...features, 'reader', 'teams', 'bot', 'server', 'storage', 'config.ts'],
  cli: [...shared, ...features, 'reader', 'teams', 'storage', 'config.ts'],
};

/** Of a folder with rooms `question` alone means the files beside the rooms; any other name is a whole folder, or a file. */
function pathOf(name) {
  if (name === 'question') return '^src/question/[^/]+$';
  return name.endsWith('.ts') ? `^src/${name}$` : `^src/${name}/`;
}
const layerRules = Object.entries(layers).map(([folder, allowed]) => ({
  name: `${folder.replace('/', '-')}-imports`,
  comment: `src/${folder} may import from ${allowed.length ? allowed.join(', ') : 'no other folder of src'} only`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map(pathOf) },
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
      comment: 'pure folders read files in their load modules only',
      severity: 'error',
      from: {
        path: '^src/(calendar|text|question|dataset|cards)/',
        pathNot: '^src/dataset/load/|^src/cards/load[^/]*\\.ts$|^src/text/people-list\\.ts$',
      },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|url|path)$' },
    },
    {
      name: 'domain-does-not-import-cards',
      comment: "states, roles and refusals are the domain's: cards take their types from there",
      severity: 'error',
      from: {
        path: [
          '^src/(calendar|text|dataset|question|access)/',
          '^src/[^/]+/decide/',
          '^src/delivery/(decide-delivery|pace/pacing|recipient|reach)',
        ],
      },
      to: { path: ['^src/cards/', '^src/[^/]+/cards/'] },
    },
    {
      name: 'http-at-the-edges-only',
      comment: 'Teams is spoken with in teams/, listened to in server/',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(teams|server)/' },
      to: { path: '^(node:)?https?$' },
    },
    {
      name: 'entra-and-tokens-only-in-teams',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/teams/' },
      to: { path: 'node_modules/(@azure|jose)/' },
    },
    {
      name: 'botbuilder-only-in-teams',
      comment: 'the SDK is past support: a move to its successor must touch teams/ alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/teams/' },
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
