/** The blocks of a file of editors' words by id, each as it stands with the comments above it, in their order. */
export function blockTexts(text: string): Map<string, string> {
  const blocks = new Map<string, string>();
  let id: string | null = null;
  let comments: string[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    if (line.trim() === '') continue;
    if (line.startsWith('#')) {
      comments.push(line);
      continue;
    }
    if (!line.startsWith(' ')) {
      id = line.split(':')[0]!.trim();
      blocks.set(id, [...comments, line].join('\n'));
      comments = [];
    } else if (id !== null) blocks.set(id, [blocks.get(id)!, ...comments.splice(0), line].join('\n'));
  }
  return blocks;
}

/** The file that these blocks make. */
export function textOfBlocks(blocks: Iterable<string>): string {
  return [...blocks].map((block) => `${block}\n`).join('\n');
}
