import { expect, it } from 'vitest';
import { safeParts } from './safe-html';

const html = (markdown: string): string => {
  const box = document.createElement('div');
  box.append(safeParts(markdown));
  return box.innerHTML;
};

it('a text is laid out', () => {
  expect(html('**Yes**, in two steps:\n\n1. one\n2. two')).toBe('<p><strong>Yes</strong>, in two steps:</p>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n');
  expect(html('# Plan')).toBe('<h4>Plan</h4>\n');
});

it('a picture is its words: nothing is loaded from elsewhere', () => {
  const shown = html('![a cat](https://example.org/cat.png) ![](https://example.org/x.png)');
  expect(shown).not.toContain('<img');
  expect(shown).toContain('a cat');
});

it('HTML is shown as it was written and never becomes part of the page', () => {
  for (const evil of ['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '<a href="javascript:alert(1)">x</a>', '<style>*{display:none}</style>', '<svg onload=alert(1)>']) {
    const box = document.createElement('div');
    box.append(safeParts(evil));
    expect(box.querySelector('img, script, style, svg, a, [onerror], [onload]')).toBeNull();
    expect(box.textContent?.trim()).toBe(evil);
  }
});

it('a link opens outside, and only where a link may lead', () => {
  const box = document.createElement('div');
  box.append(safeParts('[docs](https://example.org) [evil](javascript:alert(1)) [file](file:///etc/passwd)'));
  const links = [...box.querySelectorAll('a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://example.org', null, null]);
  expect(links.every((link) => link.target === '_blank' && link.rel === 'noopener noreferrer')).toBe(true);
});
