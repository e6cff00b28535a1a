import { act } from './actions.ts';
import { reasonWords } from '../../cards/reasons.ts';
import type { UnreachedRecipient, UnreachedView } from './view.ts';
import type { Board } from '../../cards/board.ts';
import type { Json } from '../../cards/button.ts';
import type { Say } from '../../cards/texts.ts';
import type { Context } from '../../cards/words/row.ts';

/** Who is not reached by a broadcast, by name, page by page. */
export function unreachedBoard(view: UnreachedView, context: Context): Board {
  const { say } = context;
  const { stage, kind, start, count, recipients } = view;
  const position = say('page.position', { from: start + 1, to: start + recipients.length, count });
  return {
    headline: say(stage === null ? 'broadcast.detail.unreachable' : 'broadcast.unreached'),
    subtitle: [
      ...(stage === null || kind === 'post' ? [] : [say(`broadcast.progress.${kind}`)]),
      ...(recipients.length === 0 ? [] : [position]),
    ].join(' · '),
    lines: recipients.map((one) => recipientWords(one, say)),
    empty: count === 0 ? say('broadcast.unreached.none') : '',
    buttons: buttonsOf(view, context),
  };
}

/** Somebody with why nothing gets there. Plain text. */
export function recipientWords({ name, reason, isUnknown = false }: UnreachedRecipient, say: Say): string {
  if (reason === null) return name;
  const key = isUnknown ? 'broadcast.unreached.unknownLine' : 'broadcast.unreached.line';
  return say(key, { name, reason: reasonWords(reason, say) });
}

function buttonsOf(
  { id, stage, page, start, count, recipients }: UnreachedView,
  { say, lang }: Context,
): readonly Json[] {
  const left = count - start - recipients.length;
  const to = (target: number, title: string): Json =>
    act(title, { do: 'broadcast.unreached', id, stage, page: target, isTurned: true, lang });
  return [
    ...(page > 0 ? [to(page - 1, say('page.previous'))] : []),
    ...(left > 0 ? [to(page + 1, say('page.rest', { count: left }))] : []),
    act(say('broadcast.unreached.back'), { do: 'broadcast.open', id, lang }),
  ];
}
