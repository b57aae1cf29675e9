import { useSyncExternalStore } from 'react';

const PACES = { second: 1000, minute: 20_000 } as const;

/** One clock for all that show a pace, so that an idle page wakes once, not once a line; it stands still while nobody looks. */
function clock(everyMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = Date.now();
        for (const one of listeners) one();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => {
      // Nobody has listened for a while: the first look is not at an old time.
      if (timer === undefined) now = Math.max(now, Date.now() - (Date.now() % 1000));
      return now;
    },
  };
}

const CLOCKS = { second: clock(PACES.second), minute: clock(PACES.minute) };

/** The time, in milliseconds since 1970, as often as the pace asks for. */
export function useNow(pace: keyof typeof PACES): number {
  return useSyncExternalStore(CLOCKS[pace].subscribe, CLOCKS[pace].read);
}
