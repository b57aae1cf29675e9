import { useSyncExternalStore } from 'react';

const read = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

function subscribe(listener: () => void): () => void {
  const changes = new MutationObserver(listener);
  changes.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => changes.disconnect();
}

/** One rem in px, following the text size. */
export function useRem(): number {
  return useSyncExternalStore(subscribe, read);
}
