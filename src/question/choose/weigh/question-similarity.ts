/** Compares a question with the curated questions of each row: cosine over features weighted by rarity. */
export class QuestionSimilarity {
  readonly #idf = new Map<string, number>();
  readonly #postings = new Map<string, number[]>();
  readonly #norms: Float64Array;
  readonly #rows: Int32Array;

  constructor(questions: readonly { readonly row: number; readonly features: readonly string[] }[]) {
    this.#rows = Int32Array.from(questions, (q) => q.row);
    questions.forEach((question, q) => {
      for (const feature of question.features) {
        const list = this.#postings.get(feature);
        if (list === undefined) this.#postings.set(feature, [q]);
        else list.push(q);
      }
    });
    for (const [feature, list] of this.#postings)
      this.#idf.set(feature, Math.log(1 + questions.length / list.length));
    this.#norms = Float64Array.from(questions, (q) =>
      Math.sqrt(q.features.reduce((sum, f) => sum + (this.#idf.get(f) ?? 0) ** 2, 0)),
    );
  }

  /** By row, the likeness (0…1) of its most alike question. */
  score(features: readonly string[]): Map<number, number> {
    const best = new Map<number, number>();
    if (this.#rows.length === 0 || features.length === 0) return best;
    // A feature that no question has weighs like the rarest, so that strange words make everything less alike.
    const unseen = Math.log(1 + this.#rows.length);
    let norm = 0;
    const dots = new Map<number, number>();
    const shared = new Map<number, number>();
    for (const feature of features) {
      const idf = this.#idf.get(feature);
      norm += (idf ?? unseen) ** 2;
      if (idf === undefined) continue;
      for (const q of this.#postings.get(feature)!) {
        dots.set(q, (dots.get(q) ?? 0) + idf * idf);
        shared.set(q, (shared.get(q) ?? 0) + 1);
      }
    }
    norm = Math.sqrt(norm);
    for (const [q, dot] of dots) {
      // One word in common is no likeness.
      if (shared.get(q)! < 2) continue;
      const cosine = dot / (norm * this.#norms[q]!);
      const row = this.#rows[q]!;
      if (cosine > (best.get(row) ?? 0)) best.set(row, Math.min(1, cosine));
    }
    return best;
  }
}
