// Questions as their reader meets them: that an answer is waited for, what went wrong, and the way on.

import { Unanswered } from "../service/service";
import { problem, waiting } from "./results";

type Question = () => Promise<void>;

/** Questions that were not answered, by what they are about. */
const unanswered = new Map<string, Question>();
let running = 0;

/** Ask; what goes wrong is told, until a question about the same is answered. */
export async function trying(about: string, question: Question): Promise<void> {
  running += 1;
  waiting.value = true;
  try {
    await question();
    forget(about);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    unanswered.set(about, question);
    problem.value = { problem: error.problem, again: error.again ? askAgain : null };
  } finally {
    running -= 1;
    waiting.value = running > 0;
  }
}

/** What went wrong with something is of no concern any more. */
export function forget(about: string): void {
  unanswered.delete(about);
  if (!unanswered.size) problem.value = null;
}

function askAgain(): void {
  for (const [about, question] of [...unanswered]) void trying(about, question);
}

// back on the network, the reader need not ask
addEventListener("online", askAgain);
