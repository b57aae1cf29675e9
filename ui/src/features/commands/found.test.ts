import { expect, it } from 'vitest';
import { fit, found } from './found';

it('the beginning fits better than a word inside, a word better than letters', () => {
  const names = ['Show outline', 'Run to here', 'Open routine', 'Undo run'];
  expect(found(names, (name) => name, 'run')).toEqual(['Run to here', 'Undo run', 'Open routine']);
  expect(fit('Step all branches', 'sab')).not.toBeNull();
  expect(fit('Step', 'zz')).toBeNull();
});

it('without a query everything fits, in its order', () => {
  expect(found(['b', 'a'], (name) => name, ' ')).toEqual(['b', 'a']);
});
