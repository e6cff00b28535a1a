/** One pattern of several, any of which will do, whatever the case; those of `en` begin at the start of a word. */
export function anyOf(ja: readonly RegExp[], en: readonly RegExp[] = []): RegExp {
  const sources = (patterns: readonly RegExp[]): string => patterns.map(({ source }) => source).join('|');
  const english = en.length === 0 ? [] : [`(?<![a-z])(?:${sources(en)})`];
  return new RegExp([...(ja.length === 0 ? [] : [sources(ja)]), ...english].join('|'), 'i');
}

/** One pattern of several that follow one another. */
export const sequence = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => (source.includes('|') ? `(?:${source})` : source)).join(''));
