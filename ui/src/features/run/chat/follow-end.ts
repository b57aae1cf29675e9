/** Within this many px of the end a box counts as being at the end. */
const NEAR_END = 24;

/** Keeps a box at its end while what is in it grows, unless somebody has scrolled away. To be given as a `ref`. */
export function followEnd(box: HTMLElement | null): (() => void) | undefined {
  if (!box) return undefined;
  let isAtEnd = true;
  const scrolled = () => {
    isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_END;
  };
  const sizes = new ResizeObserver(() => {
    if (isAtEnd) box.scrollTo(0, box.scrollHeight);
  });
  box.addEventListener('scroll', scrolled, { passive: true });
  sizes.observe(box);
  if (box.firstElementChild) sizes.observe(box.firstElementChild);
  return () => {
    box.removeEventListener('scroll', scrolled);
    sizes.disconnect();
  };
}
