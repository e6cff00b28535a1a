/** How one thing stands. `todo` says what to do about it, `page` where docs/ tells more. */
export type Finding =
  | { readonly state: 'good' | 'left out'; readonly what: string }
  | { readonly state: 'wrong'; readonly what: string; readonly todo: string; readonly page: string };

export const good = (what: string): Finding => ({ state: 'good', what });
export const leftOut = (what: string): Finding => ({ state: 'left out', what });
export const wrong = (what: string, todo: string, page: string): Finding => ({
  state: 'wrong',
  what,
  todo,
  page,
});

/** The error's code, or that of its cause (as fetch has it); without one the first line of what it says. */
export function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code } = cause as { code?: unknown };
  return typeof code === 'string' ? code : firstLine(cause instanceof Error ? cause.message : String(cause));
}

/** Of at most 160 characters. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0]!.slice(0, 160);
}
