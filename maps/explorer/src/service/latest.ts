// Of several questions of one kind only the last one counts: the others are given up.

export class Latest {
  private running: AbortController | null = null;

  /** Run a question; `undefined` where a later one took its place. */
  async run<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    try {
      const answer = await question(mine.signal);
      return mine.signal.aborted ? undefined : answer;
    } catch (error) {
      if (mine.signal.aborted) return undefined;
      throw error;
    }
  }
}
