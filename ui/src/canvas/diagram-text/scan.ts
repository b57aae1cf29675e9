/** One start tag of an XML text: its name without prefix, and its attributes with theirs. */
export interface Tag {
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** It has no content: `<a/>`. */
  empty: boolean;
}

const TAG = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const plain = (text: string): string =>
  text.replace(ENTITY, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    if (name !== undefined) found.set(name, plain(double ?? single ?? ''));
  }
  return found;
}

/**
 * Walks over the tags of a text that Rust has already read as XML. For glances at a diagram (names, a thumbnail) without
 * loading the canvas; deliberately no parser: what is not well-formed is passed over.
 */
export function scan(xml: string, opened: (tag: Tag) => void, closed: (name: string) => void = () => undefined): void {
  for (const [, slash, name, attributes = '', empty] of xml.matchAll(TAG)) {
    if (name === undefined) continue;
    if (slash === '/') {
      closed(name);
      continue;
    }
    opened({ name, attributes: attributesOf(attributes), empty: empty === '/' });
    if (empty === '/') closed(name);
  }
}
