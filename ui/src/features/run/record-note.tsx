import { Archive } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../shared/chip';
import { exactTime } from '../../shared/time';
import { useLive } from './run-context';

/** Says of a run that came from a file that it is a record: it can be looked at and forked, and nothing is added to it. */
export function RecordNote() {
  const { t, i18n } = useTranslation('history');
  const imported = useLive((view) => view.imported);
  if (imported === undefined) return null;
  return (
    <Chip icon={<Archive aria-hidden />} title={t('files.recordHelp', { run: imported.runId, at: exactTime(imported.at, i18n.language) })}>
      {t('files.record')}
    </Chip>
  );
}
