import { GitCompareArrows } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../shared/chip';
import { useLibrary } from '../../stores/library';
import { Button } from '../../shared/button';
import { askMigrate } from './holding/run-dialogs';
import { useLive } from './run-context';
import { hasEnded } from './sentences/run-state';

/** Says when the file is no longer what this run runs. */
export function VersionNote() {
  const { t } = useTranslation(['run', 'holding']);
  const routine = useLive((view) => view.routine);
  const isOver = useLive(hasEnded);
  const { routines, folder } = useLibrary();
  if (routine.path === null || routines === null) return null;
  const file = routines.find(({ path }) => path === routine.path);
  const isInFolder = folder !== null && routine.path.startsWith(folder);
  // What lies elsewhere is not in the list, so nothing is known about it.
  if (file?.version === routine.version || (!file && !isInFolder)) return null;
  if (file !== undefined && !isOver) {
    return (
      <Button size="small" icon={<GitCompareArrows aria-hidden />} onPress={askMigrate}>
        {t('holding:migrate.open')}
      </Button>
    );
  }
  return (
    <Chip icon={<GitCompareArrows aria-hidden />} title={file ? t('oldVersionHelp') : t('goneVersionHelp')}>
      {file ? t('oldVersion') : t('goneVersion')}
    </Chip>
  );
}
