import { Star } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { EntryLine } from '../../../contract';
import { useSwarmSession } from '../../../stores/swarm/use-swarm-session';
import { useWatchedKeys, watchedIn } from '../../../stores/swarm/watched-keys';
import { goToBoard } from '../../blackboard/board-place';
import { useView } from '../run-context';
import './watched-entries.css';

/** The keys that a person watches on the blackboard of the run's swarm, as chips on the canvas. */
export function WatchedEntries() {
  const swarmId = useView((view) => view.swarm?.swarmId ?? null);
  const keys = useWatchedKeys(watchedIn(swarmId));
  return swarmId === null || keys.length === 0 ? null : <Chips swarmId={swarmId} keys={keys} />;
}

function Chips({ swarmId, keys }: { swarmId: string; keys: readonly string[] }) {
  const { t } = useTranslation('run');
  const session = useSwarmSession(swarmId);
  const [lines, setLines] = useState<ReadonlyMap<string, EntryLine>>(new Map());
  useEffect(() => {
    let isWanted = true;
    const put = (entries: readonly EntryLine[]) => {
      if (isWanted) setLines((known) => new Map([...known, ...entries.map((entry) => [entry.key, entry] as const)]));
    };
    const read = () => {
      for (const key of keys) {
        // What is not there yet has no line; it comes with the first write.
        backend()
          .readEntry({ swarmId, key })
          .then(({ line }) => put([line]), () => undefined);
      }
    };
    const stop = session.onEntries((entries) => (entries === null ? read() : put(entries.filter(({ key }) => keys.includes(key)))));
    read();
    return () => {
      isWanted = false;
      stop();
    };
  }, [session, swarmId, keys]);
  return (
    <ul className="watched-entries" aria-label={t('watchedEntries')}>
      {keys.map((key) => {
        const line = lines.get(key);
        const value = line && !line.deleted ? line.preview : t('entryMissing');
        return (
          <li key={key}>
            <button
              type="button"
              className="watched-entry"
              title={t('watchedEntry', { key, value, version: line?.version ?? 0 })}
              onClick={() => goToBoard(swarmId, { tab: 'keys', entry: key })}
            >
              <Star aria-hidden />
              <code>{key}</code>
              <span className="watched-value">{value}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
