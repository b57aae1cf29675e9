/** Writes the values of the light theme in place of `var(--token)`, so that a picture can leave the program. */
export function resolveTokens(svg: string): string {
  const page = document.documentElement;
  const theme = page.dataset['theme'];
  page.dataset['theme'] = 'light';
  try {
    const style = getComputedStyle(page);
    return svg.replace(/var\((--[\w-]+)\)/g, (whole, token: string) => style.getPropertyValue(token).trim() || whole);
  } finally {
    if (theme === undefined) delete page.dataset['theme'];
    else page.dataset['theme'] = theme;
  }
}
