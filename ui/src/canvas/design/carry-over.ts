/** Namespaces whose elements bpmn-js reads and writes by itself. */
const KNOWN = new Set([
  'http://www.omg.org/spec/BPMN/20100524/MODEL',
  'http://www.omg.org/spec/BPMN/20100524/DI',
  'http://www.omg.org/spec/DD/20100524/DC',
  'http://www.omg.org/spec/DD/20100524/DI',
]);

/** Serializers of browsers differ in whether they write it. */
const DECLARATION = /^<\?xml[^>]*\?>\s*/;

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/**
 * Puts back what bpmn-js reads past: comments and processing instructions everywhere, and foreign elements outside of
 * `extensionElements`. Each goes to the parent that it had, before the sibling that it preceded. What stood inside of
 * an element that was deleted goes with it. A text from which nothing is missing is returned as it is.
 */
export function carryOver(original: string, written: string): string {
  const before = parsed(original);
  const after = parsed(written);
  if (!before || !after) return written;
  const places = keyed(after);
  const lost = missing(before.documentElement).filter(({ parent }) => places.has(parent));
  const outside = [...before.childNodes].filter(isRemark);
  if (lost.length === 0 && outside.length === 0) return written;
  for (const { node, parent, followers } of lost) {
    const place = places.get(parent);
    const next = followers.map((key) => places.get(key)).find((found) => found?.parentNode === place);
    if (place) insert(after.importNode(node, true), place, next ?? null);
  }
  for (const remark of outside) insert(after.importNode(remark, true), after, follows(remark) ? null : after.documentElement);
  for (const { name, value } of before.documentElement.attributes) {
    if (name.startsWith('xmlns:') && !after.documentElement.hasAttribute(name)) after.documentElement.setAttributeNS(XMLNS, name, value);
  }
  const text = new XMLSerializer().serializeToString(after);
  const declaration = DECLARATION.exec(written)?.[0] ?? '';
  return `${declaration}${text.replace(DECLARATION, '').trimEnd()}\n`;
}

interface Lost {
  node: Node;
  /** Key of the element that it stood in. */
  parent: string;
  /** Keys of the elements that followed it there. */
  followers: string[];
}

function parsed(text: string): Document | null {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  return document.querySelector('parsererror') ? null : document;
}

const isRemark = (node: Node): boolean => node.nodeType === Node.COMMENT_NODE || node.nodeType === Node.PROCESSING_INSTRUCTION_NODE;

const isForeign = (node: Node): boolean => node instanceof Element && !KNOWN.has(node.namespaceURI ?? '');

const follows = (node: Node): boolean =>
  ((node.ownerDocument?.documentElement.compareDocumentPosition(node) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** The same element has the same key in both texts: its id, or the way to it from the next id above. */
function keyOf(element: Element): string {
  const id = element.getAttribute('id');
  if (id !== null) return `#${id}`;
  const { parentElement: parent } = element;
  if (!parent) return '/';
  const alike = [...parent.children].filter((child) => child.localName === element.localName);
  return `${keyOf(parent)}/${element.localName}${alike.indexOf(element)}`;
}

function keyed(document: Document): Map<string, Element> {
  return new Map([...document.querySelectorAll('*')].map((element) => [element === document.documentElement ? '/' : keyOf(element), element]));
}

function missing(element: Element, isRoot = true): Lost[] {
  const parent = isRoot ? '/' : keyOf(element);
  const isExtension = element.localName === 'extensionElements';
  return [...element.childNodes].flatMap((node) => {
    const isLost = isRemark(node) || (isForeign(node) && !isExtension && !isForeign(element));
    if (isLost) return [{ node, parent, followers: followersOf(node) }];
    return node instanceof Element ? missing(node, false) : [];
  });
}

function followersOf(node: Node): string[] {
  const keys: string[] = [];
  for (let next = node.nextSibling; next; next = next.nextSibling) if (next instanceof Element) keys.push(keyOf(next));
  return keys;
}

/** On a line of its own, as far in as its neighbours. */
function insert(node: Node, parent: Node, next: Node | null): void {
  const reference = next ?? parent.lastChild;
  const space = next ? next.previousSibling : reference;
  const indent = space?.nodeType === Node.TEXT_NODE ? (space.nodeValue ?? '') : '\n';
  if (next) {
    parent.insertBefore(node, next);
    if (parent.nodeType === Node.ELEMENT_NODE) parent.insertBefore(node.ownerDocument?.createTextNode(indent) as Text, next);
  } else if (space?.nodeType === Node.TEXT_NODE) {
    parent.insertBefore(node.ownerDocument?.createTextNode(`${indent}  `) as Text, space);
    parent.insertBefore(node, space);
  } else parent.appendChild(node);
}
