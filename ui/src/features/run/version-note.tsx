import { GitCompareArrows } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../shared/chip';
import { useLibrary } from '../../stores/library';
import { useLive } from './run-context';

/** Says when the file is no longer what this run runs. */
export function VersionNote() {
  const { t } = useTranslation('run');
  const routine = useLive((view) => view.routine);
  const { routines, folder } = useLibrary();
  if (routine.path === null || routines === null) return null;
  const file = routines.find(({ path }) => path === routine.path);
  const isInFolder = folder !== null && routine.path.startsWith(folder);
  // What lies elsewhere is not in the list, so nothing is known about it.
  if (file?.version === routine.version || (!file && !isInFolder)) return null;
  return (
    <Chip icon={<GitCompareArrows aria-hidden />} title={file ? t('oldVersionHelp') : t('goneVersionHelp')}>
      {file ? t('oldVersion') : t('goneVersion')}
    </Chip>
  );
}
