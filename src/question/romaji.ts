import { toHiragana } from 'wanakana';

/** Words that spell the same in English and look like romaji; a question of these alone is English. */
const ENGLISH_LOOKALIKES = new Set(
  'a i no to me we he be do so go hi use one made take make same site name note home game are ride more online sites sake tone hate some none came bike are fire safe use to too sun can in an on man men ten pen sense teams team you your too are ok data media'.split(
    ' ',
  ),
);
/** Particles and endings that no English question has. */
const JAPANESE_SIGNS =
  /(?<![a-z])(?:wa|ga|wo|ni|kara|made|desu(?:ka)?|masu(?:ka)?|arimasu(?:ka)?|aru|aru\?|torikumi|oshiete|kudasai|doko|dare|nani|itsu|nan|tte|shiteru|yatteru|dono|kyoku|shokuin|shitai|hoshii|iru|suru|ka|mo|yatte|yaru|onegai(?:shimasu)?)(?![a-z])/gi;

/** A token that is wholly made of Japanese syllables. */
const SYLLABLES =
  /^(?:(?:[kstnhmyrgzjdbpfcw]|sh|ch|ts|ky|sy|ty|ny|hy|my|ry|gy|zy|jy|by|py|dy)?(?:[kstpcgdbzjmr](?=[kstpcgdbzjmr]))?(?:[aiueo]+|(?:ya|yu|yo|ja|ju|jo|ji|sha|shu|sho|shi|cha|chu|cho|chi|tsu|fu)u?)|n(?![aiueoy])|n'|-)+$/i;

/**
 * Whether the question is Japanese in Latin letters: at least a third of its words are Japanese signs or two are, and
 * most of the words are made of Japanese syllables.
 */
export function isRomaji(text: string): boolean {
  const tokens = text.toLowerCase().match(/[a-z'-]+/g) ?? [];
  if (tokens.length === 0 || /[\u3041-\u30ff\u4e00-\u9fff]/.test(text)) return false;
  const signs = (text.match(JAPANESE_SIGNS) ?? []).length;
  if (signs === 0) return false;
  const syllabic = tokens.filter((token) => SYLLABLES.test(token)).length;
  return (signs >= 2 || signs / tokens.length >= 1 / 3) && syllabic / tokens.length >= 0.6;
}

/** Japanese words of a romaji question in kana; words that are not made of Japanese syllables stay as they are. */
export function romajiToKana(text: string): string {
  return text.replace(/[A-Za-z'-]+/g, (token) => {
    const lower = token.toLowerCase();
    if (lower === 'wa') return 'は';
    if (lower === 'o' || lower === 'wo') return 'を';
    if (lower === 'e') return 'へ';
    if (!SYLLABLES.test(lower)) return ` ${token} `;
    if (ENGLISH_LOOKALIKES.has(lower) && !['no', 'to', 'ni', 'made'].includes(lower)) return ` ${token} `;
    const kana = toHiragana(lower.replace(/-/g, ''));
    return /^[\u3041-\u309f]+$/.test(kana) ? kana : ` ${token} `;
  });
}
