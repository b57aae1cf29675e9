import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { followLibrary, useLibrary } from '../../stores/library';
import { useRouter } from '../../stores/router';
import { Palette } from './palette';

/** Every routine of the project folder, by name. */
export function RoutinePalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shared');
  const routines = useLibrary((state) => state.routines);
  useEffect(() => followLibrary(), []);
  const items = useMemo(
    () => (routines ?? []).map(({ path, name, fileName, folder }) => ({ id: path, label: name, hint: folder === '' ? fileName : `${folder}/${fileName}` })),
    [routines],
  );
  const open = (path: string) => {
    const routine = routines?.find((known) => known.path === path);
    if (routine) useRouter.getState().openRoutine(path, routine.name);
  };
  return <Palette label={t('quickOpen')} placeholder={t('quickOpenHelp')} items={items} onTake={open} onClose={onClose} />;
}
