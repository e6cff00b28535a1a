/** Ends of clauses after which something else may be said. */
const CLAUSE_END =
  /(?:[。！!?？\n]|(?<=[a-z])\. |(?:です|ます|ました|んです|のです|だ|た)(?:けれども|けれど|けど|が)、?|(?:んだ|てる|ってる|いる|ない|たい)(?:けれども|けれど|けど)、?|ので、|んで、|から、|ため、|まして、|でして、)/g;
/** A last clause that goes on with the question, and is none of its own. */
export const CONTINUES =
  /^\s*(?:ただし|ただ|でも|しかし|なお|また|ついでに|あと|それと|そのうち|その中|除|以外|but|except|however|and |or )/i;

/** Words that ask. A message may end in something told: 総務局の取組を教えてください。来月異動します。 */
const ASKS =
  /[?？]|か(?:$|[。、])|かね|かな|教え|おしえ|知りた|ください|下さい|ほしい|欲しい|お願い|どこ|どれ|どの|どんな|何か|なにか|ある[の?]|あり(?:ます|そう)|ない[のか?]|見せ|出して|一覧|探して|まとめて|(?<![a-z])(?:what|which|who|where|when|how|is|are|do|does|can|could|any|please|list|show|tell|give|find|looking for|want to know)(?![a-z])/i;

/** Splits "context. question" and "question. context": the question is the last clause that asks, else all of it. */
export function splitScene(text: string): { scene: string; question: string } {
  const clauses: string[] = [];
  let from = 0;
  for (const m of text.matchAll(CLAUSE_END)) {
    const end = m.index + m[0].length;
    if (text.slice(end).trim().length >= 3) {
      clauses.push(text.slice(from, end));
      from = end;
    }
  }
  clauses.push(text.slice(from));
  const last = clauses.findLastIndex((clause) => ASKS.test(clause));
  if (last < 0 || clauses.length === 1) return { scene: '', question: text };
  return { scene: clauses.filter((_, i) => i !== last).join(''), question: clauses[last]! };
}
