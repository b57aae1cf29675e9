/** Within this many px of the end a box counts as being at the end. */
const NEAR_END = 24;

/** Keeps a box at its end while it or what is in it changes its size, unless somebody has scrolled away. To be given as a `ref`. */
export function followEnd(box: HTMLElement | null): (() => void) | undefined {
  if (!box) return undefined;
  let isFollowing = true;
  let top = 0;
  // Only who scrolls upwards goes away: what grows below moves the end, not the place.
  const scrolled = () => {
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_END;
    isFollowing = isAtEnd || (isFollowing && box.scrollTop >= top);
    top = box.scrollTop;
  };
  const sizes = new ResizeObserver(() => {
    if (isFollowing) box.scrollTo(0, box.scrollHeight);
  });
  box.addEventListener('scroll', scrolled, { passive: true });
  sizes.observe(box);
  if (box.firstElementChild) sizes.observe(box.firstElementChild);
  return () => {
    box.removeEventListener('scroll', scrolled);
    sizes.disconnect();
  };
}
