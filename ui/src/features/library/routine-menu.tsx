import { Copy, Ellipsis, FolderSearch, Pencil, Play, SlidersHorizontal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutineSummary } from '../../contract';
import { backend } from '../../backend/chosen';
import { IconButton } from '../../shared/icon-button';
import { Menu, type MenuEntry } from '../../shared/menu';
import { useToasts } from '../../shared/toast';
import { useAbility } from '../../stores/app-info';
import { tellFailure } from '../../stores/tell-failure';
import { requestRun, type Startable } from '../run/start/start-run';
import { deleteRoutine, duplicateRoutine, hasUnsavedTab, openInDesigner } from './actions';
import { RenameDialog } from './rename-dialog';

export const startable = ({ path, name }: RoutineSummary): Startable => ({ source: { source: 'file', path }, name, path });

/** Run, and everything else that can be done with a routine's file. */
export function RoutineActions({ routine }: { routine: RoutineSummary }) {
  const { t } = useTranslation('library');
  const canReveal = useAbility('reveal');
  const [isRenaming, setRenaming] = useState(false);
  const entries: MenuEntry[] = [
    { id: 'open', label: t('openRoutine'), icon: <Pencil aria-hidden /> },
    { id: 'runWith', label: t('runWith'), icon: <SlidersHorizontal aria-hidden /> },
    'line',
    { id: 'duplicate', label: t('duplicate'), icon: <Copy aria-hidden /> },
    { id: 'rename', label: t('rename') },
    ...(canReveal ? [{ id: 'reveal', label: t('reveal'), icon: <FolderSearch aria-hidden /> }] : []),
    'line',
    { id: 'delete', label: t('delete'), icon: <Trash2 aria-hidden />, danger: true },
  ];
  const act = (id: string) => {
    if (id === 'open') openInDesigner(routine);
    else if (id === 'runWith') void requestRun(startable(routine), { ask: true });
    else if (id === 'duplicate') duplicateRoutine(routine).catch(tellFailure);
    else if (id === 'reveal') backend().revealRoutine({ path: routine.path }).catch(tellFailure);
    else if (id === 'delete') deleteRoutine(routine).catch(tellFailure);
    else if (hasUnsavedTab(routine.path)) {
      useToasts.getState().show({ tone: 'red', words: t('renameUnsaved', { name: routine.name }) });
    } else setRenaming(true);
  };
  return (
    <>
      <IconButton size="small" label={t('runName', { name: routine.name })} icon={<Play aria-hidden />} onPress={() => void requestRun(startable(routine))} />
      <Menu
        label={t('moreName', { name: routine.name })}
        trigger={<IconButton size="small" label={t('moreName', { name: routine.name })} icon={<Ellipsis aria-hidden />} />}
        entries={entries}
        onAction={act}
      />
      {isRenaming ? <RenameDialog routine={routine} onClose={() => setRenaming(false)} /> : null}
    </>
  );
}
