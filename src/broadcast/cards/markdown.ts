import { escapeMarkdown, oneLine } from '../../text/markdown.ts';

/** A link, bold or italic words: what a broadcast's body may hold beside plain text and lists. */
const inline =
  /\[([^\][\n]{1,200})\]\((https:\/\/[^\s()<>"\\]{1,1000})\)|\*\*([^*\n]{1,500})\*\*|(?<![A-Za-z\d])_([^_\n]{1,500})_(?![A-Za-z\d])/gu;

/** An address as clients open it: they refuse one with letters beyond ASCII, which a SharePoint page has in its name. */
export function encodedAddress(url: string): string {
  return url.replace(/[^\x21-\x7e]+/gu, (letters) => encodeURIComponent(letters.toWellFormed()));
}

/**
 * The lines of a body, safe to be rendered as Markdown; an empty line is a paragraph's end. `spelled`: beside the words
 * of each link stands where it leads.
 */
export function bodyLines(body: string, spelled = false): readonly string[] {
  return body
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => lineOf(line, spelled))
    .filter((line, index, all) => line !== '' || (index > 0 && all[index - 1] !== ''));
}

function lineOf(text: string, spelled: boolean): string {
  const line = oneLine(text);
  const marker = /^(?:[-*+] |(\d{1,3})[.)] )/.exec(line);
  if (!marker) return words(line, spelled);
  const bullet = marker[1] === undefined ? '- ' : `${marker[1]}. `;
  return bullet + words(line.slice(marker[0].length), spelled);
}

function words(line: string, spelled: boolean): string {
  let result = '';
  let from = 0;
  for (const match of line.matchAll(inline)) {
    const [all, linkText, url, bold, italic] = match;
    result += escaped(line.slice(from, match.index));
    // Before a link it would make a picture, which tells its server who has read the message.
    if (url !== undefined && result.endsWith('!')) result = `${result.slice(0, -1)}\\!`;
    if (url !== undefined)
      result += `[${escaped(linkText!)}](${encodedAddress(url)})${spelled ? ` (${escaped(url)})` : ''}`;
    else if (bold !== undefined) result += `**${escaped(bold)}**`;
    // Between Japanese letters only the asterisk takes effect: spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
    else result += `*${escaped(italic!)}*`;
    from = match.index + all.length;
  }
  return result + escaped(line.slice(from));
}

/** With the blanks around it, which part it from what comes before and after. */
function escaped(text: string): string {
  const [before] = /^\s*/.exec(text)!;
  const after = text.slice(Math.max(before.length, text.trimEnd().length));
  return before + escapeMarkdown(text) + after;
}
