import { lazy, Suspense } from 'react';
import './markdown.css';

const Rendered = lazy(() => import('./rendered'));

/** A text with Markdown, from whomever it may come; the plain text until the part that draws it is there. */
export function Markdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<p className="markdown markdown-plain">{text}</p>}>
      <Rendered text={text} />
    </Suspense>
  );
}
