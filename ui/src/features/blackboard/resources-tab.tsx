import { Boxes } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceView } from '../../contract';
import { EmptyState } from '../../shared/states';
import { Table, type TableColumn } from '../../shared/table';
import { useToasts } from '../../shared/toast';
import { tellFailure } from '../../stores/tell-failure';
import { useBoard } from './board-context';
import { Writer } from './provenance';

/** What runs found or made, by reference. */
export function ResourcesTab() {
  const { t } = useTranslation('blackboard');
  const { resources } = useBoard().view;
  const columns = useMemo<TableColumn<ResourceView>[]>(
    () => [
      { id: 'name', label: t('resource'), width: 'minmax(10rem, 2fr)', render: ({ name }) => <span className="board-cut">{name}</span> },
      { id: 'kind', label: t('kind'), width: '7rem', render: ({ kind }) => kind },
      { id: 'mime', label: t('mime'), width: '9rem', render: ({ mime }) => mime ?? '' },
      { id: 'location', label: t('location'), width: 'minmax(10rem, 3fr)', render: ({ location }) => <code className="board-cut">{location ?? ''}</code> },
      {
        id: 'by',
        label: t('writer'),
        width: 'minmax(9rem, 1.5fr)',
        render: ({ made }) => (made === null ? null : <Writer written={made} />),
      },
      { id: 'event', label: t('event'), width: '5rem', align: 'end', render: ({ made }) => made?.seq },
    ],
    [t],
  );
  if (resources.length === 0) {
    return (
      <EmptyState icon={<Boxes aria-hidden />} title={t('noResources')}>
        {t('noResourcesHelp')}
      </EmptyState>
    );
  }
  const copy = ({ location, id }: ResourceView) =>
    navigator.clipboard.writeText(location ?? id).then(() => useToasts.getState().show({ tone: 'neutral', words: t('copied') }), tellFailure);
  return <Table label={t('tab_resources')} columns={columns} lines={resources} idOf={({ id }) => id} onOpen={(resource) => void copy(resource)} lineHeight={2.25} />;
}
