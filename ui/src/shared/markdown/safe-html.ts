import DOMPurify from 'dompurify';
import { Marked, type Tokens } from 'marked';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** HTML of a text is shown as it was written; a picture, which would be fetched from elsewhere, by the words that stand for it. */
const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
    image: ({ text, href }: Tokens.Image) => escaped(text === '' ? href : text),
  },
});

const TAGS = ['a', 'b', 'blockquote', 'br', 'code', 'del', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'li', 'ol', 'p', 'pre', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'];

/** Headings of a message stand below those of the page. */
const LEVELS_DOWN = 3;

/** Markdown that nobody vouches for, as parts of a page that load nothing, run nothing and open links outside. */
export function safeParts(markdown: string): DocumentFragment {
  const html = marked.parse(markdown, { async: false });
  const parts = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'start', 'align'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of parts.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  for (const heading of parts.querySelectorAll('h1, h2, h3')) {
    const lower = document.createElement(`h${Math.min(6, Number(heading.tagName.slice(1)) + LEVELS_DOWN)}`);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  return parts;
}
