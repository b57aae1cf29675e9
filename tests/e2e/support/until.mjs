// Waiting for what must become true. Deliberately absent: waiting for time to pass.

const PAUSE_MS = 40;
const LONGEST_MS = 20_000;

/**
 * Asks again and again until the answer is truthy, and answers it.
 * @template T
 * @param {string} what finishes the sentence "waited in vain until …"
 * @param {() => T | Promise<T>} ask
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, ask, longestMs = LONGEST_MS) {
  const end = Date.now() + longestMs;
  /** @type {unknown} */
  let last;
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  } while (Date.now() < end);
  throw new Error(`waited ${longestMs} ms in vain until ${what}; the last answer was: ${last}`);
}
