import { expect, it } from 'vitest';
import { rowsInView } from './window-of-rows';

it('the rows in view are drawn, and some around them', () => {
  expect(rowsInView(0, 100, 20, 1000, 2)).toEqual({ first: 0, end: 7 });
  expect(rowsInView(500, 100, 20, 1000, 2)).toEqual({ first: 23, end: 32 });
});

it('nothing outside of the list is drawn, even when it became shorter while scrolled', () => {
  expect(rowsInView(19_950, 100, 20, 1000, 2)).toEqual({ first: 995, end: 1000 });
  expect(rowsInView(19_950, 100, 20, 3, 2)).toEqual({ first: 3, end: 3 });
  expect(rowsInView(0, 100, 20, 0, 2)).toEqual({ first: 0, end: 0 });
});
