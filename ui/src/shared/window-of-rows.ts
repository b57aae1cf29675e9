import { useLayoutEffect, useState, type RefObject } from 'react';

/** The rows that are in view, and a few around them. */
export interface RowWindow {
  first: number;
  /** One more than the last. */
  end: number;
}

/** Which rows of one height a scrolled box shows. */
export function rowsInView(scrollTop: number, height: number, rowHeight: number, count: number, around: number): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - around);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + around);
  return { first: Math.min(first, Math.max(0, end)), end };
}

const AROUND = 6;

/** Follows a scrolled box, drawing anew only when other rows come into view. `above` is what stands over the first row, in px. */
export function useRowWindow(box: RefObject<HTMLElement | null>, count: number, rowHeight: number, above = 0): RowWindow {
  const [seen, setSeen] = useState({ row: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const row = Math.floor(Math.max(0, element.scrollTop - above) / rowHeight);
      const height = element.clientHeight;
      setSeen((known) => (known.row === row && known.height === height ? known : { row, height }));
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, rowHeight, above]);
  return rowsInView(seen.row * rowHeight, seen.height + rowHeight, rowHeight, count, AROUND);
}
