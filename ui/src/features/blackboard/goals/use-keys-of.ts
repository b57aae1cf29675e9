import { useEffect, useState } from 'react';
import { backend } from '../../../backend/chosen';
import type { SubtaskView } from '../../../contract';
import { tellFailure } from '../../../stores/tell-failure';
import { useBoard } from '../board-context';

/** Keys that are listed of one subtask; all of them are found by the same filter in the table. */
const MOST = 50;

/** The keys that the runs of a subtask have written last; null until they are known. */
export function useKeysOf(subtask: SubtaskView): readonly string[] | null {
  const { swarmId, asOf } = useBoard();
  const [keys, setKeys] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    backend()
      .listEntries({ swarmId, filter: `for:${subtask.id}`, sort: 'changed', descending: true, from: 0, limit: MOST, deleted: false, asOf })
      .then((page) => isWanted && setKeys(page.entries.map(({ key }) => key)), tellFailure);
    return () => {
      isWanted = false;
    };
  }, [swarmId, asOf, subtask]);
  return keys;
}
