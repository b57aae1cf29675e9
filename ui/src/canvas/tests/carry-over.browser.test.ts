import { expect, it } from 'vitest';
import { carryOver } from '../design/carry-over';

const wrap = (inside: string, before = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${before}<bpmn:definitions xmlns:acme="urn:acme" xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">\n` +
  `  <bpmn:process id="p">\n${inside}  </bpmn:process>\n</bpmn:definitions>\n`;

const task = (id: string, inside = '') => (inside ? `    <bpmn:task id="${id}">${inside}</bpmn:task>\n` : `    <bpmn:task id="${id}"/>\n`);

it('a text from which nothing is missing stays as it is', () => {
  const written = wrap(task('a'));
  expect(carryOver(wrap(task('a')), written)).toBe(written);
});

it('a comment comes back before the element that it preceded, although the order changed', () => {
  const kept = carryOver(wrap(`${task('a')}    <!-- about b -->\n${task('b')}`), wrap(task('b') + task('a')));
  expect(kept).toBe(wrap(`    <!-- about b -->\n${task('b')}${task('a')}`));
});

it('a foreign element outside of extension elements comes back into its parent', () => {
  const kept = carryOver(wrap(`    <acme:stray weight="3"><acme:in/></acme:stray>\n${task('a')}`), wrap(task('a')));
  expect(kept).toContain('<acme:stray weight="3"><acme:in/></acme:stray>\n    <bpmn:task id="a"/>');
});

it('what bpmn-js keeps is not doubled', () => {
  const extension = '<bpmn:extensionElements><acme:note/></bpmn:extensionElements>';
  const written = wrap(task('a', extension));
  expect(carryOver(wrap(task('a', extension)), written)).toBe(written);
});

it('remarks inside of a deleted element go with it, those before the root stay', () => {
  const kept = carryOver(wrap(task('a', '<!-- gone -->') + task('b'), '<!-- licence -->\n'), wrap(task('b')));
  expect(kept).not.toContain('gone');
  expect(kept).toMatch(/^<\?xml[^>]*>\s*<!-- licence -->\s*<bpmn:definitions/);
});

it('carrying over twice adds nothing', () => {
  const original = wrap(`    <!-- one -->\n${task('a')}    <acme:stray/>\n`);
  const once = carryOver(original, wrap(task('a')));
  expect(carryOver(original, wrap(task('a')))).toBe(once);
  expect(once.match(/one/g)).toHaveLength(1);
});
