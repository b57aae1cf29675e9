import { useCallback, useEffect, useState } from 'react';
import { backend } from '../../../backend/chosen';
import type { EntryVersion } from '../../../contract';
import { tellFailure } from '../../../stores/tell-failure';
import { useBoard } from '../board-context';

const PAGE = 50;

/** The history of an entry up to a version, the latest first; more of it on demand. */
export function useHistory(key: string, version: number): { versions: readonly EntryVersion[] | null; hasMore: boolean; more: () => void } {
  const { swarmId } = useBoard();
  const [versions, setVersions] = useState<readonly EntryVersion[] | null>(null);
  const top = versions?.[0]?.version ?? 0;
  useEffect(() => {
    if (top >= version) return;
    let isWanted = true;
    // What came meanwhile is put before what is known already; more than a page of it begins anew.
    const limit = top === 0 ? PAGE : Math.min(PAGE, version - top);
    backend()
      .readEntryHistory({ swarmId, key, before: version + 1, limit })
      .then((page) => {
        if (!isWanted) return;
        const fresh = page.versions.filter((one) => one.version > top);
        const joins = fresh.at(-1)?.version === top + 1;
        setVersions((known) => (known && joins ? [...fresh, ...known] : page.versions));
      }, tellFailure);
    return () => {
      isWanted = false;
    };
  }, [swarmId, key, version, top]);

  const last = versions?.at(-1)?.version ?? 1;
  const more = useCallback(() => {
    backend()
      .readEntryHistory({ swarmId, key, before: last, limit: PAGE })
      .then((page) => setVersions((known) => [...(known ?? []), ...page.versions.filter((one) => one.version < last)]), tellFailure);
  }, [swarmId, key, last]);
  return { versions, hasMore: last > 1, more };
}
