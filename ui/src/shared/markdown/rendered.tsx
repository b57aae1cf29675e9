import { useLayoutEffect, useRef } from 'react';
import { safeParts } from './safe-html';

/** Draws Markdown that nobody vouches for. */
export default function Rendered({ text }: { text: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.replaceChildren(safeParts(text)), [text]);
  return <div ref={box} className="markdown" />;
}
