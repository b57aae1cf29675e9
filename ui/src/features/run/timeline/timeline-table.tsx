import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineBar } from '../../../contract';
import { Table, type TableColumn } from '../../../shared/table';
import { clockTime, duration } from '../../../shared/time';
import type { Timeline } from '../../../stores/run/timeline';
import { BranchDisc } from '../branch-disc';
import { useNames } from '../names';
import { useSession } from '../run-context';
import { useSpeech } from '../sentences/speech';
import { waitingWords } from '../sentences/waiting';

const LINE = 1.75;

/** The timeline as a table: a line a bar, in order of beginning. Opening a line looks at that moment. */
export function TimelineTable({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation('run');
  const session = useSession();
  const speech = useSpeech();
  const names = useNames();
  const signs = useMemo(() => new Map(timeline.rows.map((row) => [row.branchId, row])), [timeline.rows]);
  const columns = useMemo<readonly TableColumn<TimelineBar>[]>(
    () => [
      { id: 'seq', label: t('timeline.column.event'), width: '4.5rem', align: 'end', render: ({ fromSeq }) => fromSeq },
      { id: 'time', label: t('timeline.column.time'), width: '7rem', render: ({ from }) => clockTime(from, speech.language) },
      {
        id: 'branch',
        label: t('timeline.column.branch'),
        width: '5rem',
        render: ({ branchId }) => {
          const sign = signs.get(branchId);
          return sign ? <BranchDisc letter={sign.letter} colour={sign.colour} /> : null;
        },
      },
      { id: 'element', label: t('timeline.column.element'), width: 'minmax(9rem, 2fr)', render: ({ element }) => names.element(element) },
      {
        id: 'phase',
        label: t('timeline.column.phase'),
        width: 'minmax(9rem, 2fr)',
        render: ({ phase, waitingOn }) => (waitingOn ? waitingWords(speech, waitingOn) : t(`timeline.phase.${phase}`)),
      },
      {
        id: 'took',
        label: t('timeline.column.took'),
        width: '6rem',
        align: 'end',
        render: ({ from, to }) => (to === null ? t('timeline.goesOn') : duration(to - from, speech.language)),
      },
      { id: 'end', label: t('timeline.column.end'), width: '7rem', render: ({ end }) => (end === null ? '' : t(`timeline.end.${end}`)) },
    ],
    [t, speech, names, signs],
  );
  return (
    <Table
      label={t('timeline.title')}
      columns={columns}
      lines={timeline.bars}
      idOf={({ id }) => String(id)}
      lineHeight={LINE}
      onOpen={(bar) => {
        session.store.setState({ selected: bar.element });
        session.lookAt(bar.fromSeq);
      }}
    />
  );
}
