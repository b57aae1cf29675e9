import { useTranslation } from 'react-i18next';
import type { EntryView, Provenance } from '../../../contract';
import { Moment } from '../../../shared/moment';
import { RunLink, Writer } from '../provenance';
import { useHistory } from './use-history';

/** Who has written an entry, and which runs have read it. */
export function PeopleTab({ entry: { line, readers } }: { entry: EntryView }) {
  const { t } = useTranslation('blackboard');
  const { versions, hasMore } = useHistory(line.key, line.version);
  const writers = new Map<string, { written: Provenance; count: number }>();
  for (const { written } of versions ?? []) {
    const name = `${written.by} ${written.member ?? ''} ${written.runId ?? ''}`;
    const known = writers.get(name);
    if (known) known.count += 1;
    else writers.set(name, { written, count: 1 });
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keys
    <div className="board-page" tabIndex={0} role="region" aria-label={t('people')}>
      <h2 className="board-heading">{t('writers')}</h2>
      {hasMore ? <p className="board-hint">{t('writersOfLatest', { count: versions?.length ?? 0 })}</p> : null}
      <ul className="board-people">
        {[...writers].map(([name, { written, count }]) => (
          <li key={name}>
            <Writer written={written} />
            <span className="board-space" />
            <span className="board-hint">{t('wrote', { count })}</span>
            {written.time === null ? null : <Moment at={written.time} />}
          </li>
        ))}
      </ul>
      <h2 className="board-heading">{t('readers')}</h2>
      {readers.length === 0 ? <p className="board-hint">{t('noReaders')}</p> : null}
      <ul className="board-people">
        {readers.map(({ runId, routine, reads }) => (
          <li key={runId}>
            <RunLink runId={runId} name={routine} />
            <span className="board-space" />
            <span className="board-hint">{t('readTimes', { count: reads })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
