import { expect, test } from 'vitest';
import { setBackend } from '../backend/chosen';
import { fakeBackend } from '../backend/fake';
import { followOpened } from './opened';
import { useRouter } from './router';

test('what waits to be opened is pulled at the start and shown in the designer', async () => {
  const { backend } = fakeBackend({ takeOpened: () => [{ open: 'routine', path: '/project/purchase.bpmn' }] });
  setBackend(backend);
  followOpened();
  await expect.poll(() => useRouter.getState().tabs.map(({ title }) => title)).toEqual(['purchase.bpmn']);
  expect(useRouter.getState().place, 'the designer shows it').toBe('designer');
});
