/** What the files of a dataset can have against each other, in the operators' English. */
const templates = {
  idTwice: 'initiatives.json: id {id} occurs more than once',
  rowTwice: 'initiatives.json: {row} occurs more than once',
  unknownDepartment: 'initiatives.json: {id}: department {department} is not in departments.json',
  endsBeforeStart: 'initiatives.json: {id}: schedule ends before it starts',
  nameTwice: 'departments.json: the name {name} stands for two departments; use a group',
  strangerInGroup: 'departments.json: group {group}: unknown department {department}',
  conceptTwice: 'thesaurus: concept {concept} occurs more than once',
  unknownConcept: 'thesaurus: {concept}: {relation} names the unknown concept {other}',
  termTwice: 'thesaurus: the term {term} is in {concepts}',
  wordsOfNoConcept: 'synonyms.txt: there is no concept {concept}',
  circle: 'thesaurus: broader goes in a circle: {concepts}',
  wordsTwice: 'expansions.txt: {id} occurs more than once',
  wordsOfNoRow: 'expansions.txt: {id} is no row of initiatives.json',
  unknownTheme: 'expansions.txt: {id}: unknown theme {concept}',
} as const;

export type DatasetProblem = keyof typeof templates;
export type ProblemParams = Readonly<Record<string, string>>;

/** The problem as operators read it. */
export function describeProblem(problem: DatasetProblem, params: ProblemParams): string {
  return templates[problem].replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}

const patterns = Object.entries(templates).map(([problem, template]) => {
  const escaped = template.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return {
    problem: problem as DatasetProblem,
    pattern: new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, '(?<$1>.+?)')}$`, 's'),
  };
});

/** What a described problem says, to be said in another language; null: it is none of these. */
export function recogniseProblem(
  description: string,
): { readonly problem: DatasetProblem; readonly params: ProblemParams } | null {
  for (const { problem, pattern } of patterns) {
    const found = pattern.exec(description);
    if (found) return { problem, params: { ...found.groups } };
  }
  return null;
}
