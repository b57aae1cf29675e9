import { FolderOpen, LayoutGrid, Plus, Rows3, Upload } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { Choice } from '../../shared/choice';
import { SearchField } from '../../shared/field';
import { IconButton } from '../../shared/icon-button';
import { Menu, type MenuEntry } from '../../shared/menu';
import type { SampleView } from '../../contract';
import { useAbility } from '../../stores/app-info';
import { useOffer } from '../../stores/commands';
import { useLibrary } from '../../stores/library';
import { tellFailure } from '../../stores/tell-failure';
import { createRoutine, importFiles, pickFolder, pickRoutine } from './actions';
import { NewDialog } from './new-dialog';

export type Shown = 'all' | 'recent' | 'samples';
export type Layout = 'table' | 'cards';

interface LibraryBarProps {
  shown: Shown;
  onShow: (shown: Shown) => void;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  query: string;
  onQuery: (query: string) => void;
  samples: readonly SampleView[];
}

/** What is shown, how, and how to get more. */
export function LibraryBar({ shown, onShow, layout, onLayout, query, onQuery, samples }: LibraryBarProps) {
  const { t } = useTranslation('library');
  const [isNew, setNew] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const canPick = useAbility('pickFile');

  useOffer(
    useCallback(() => {
      const open = () => (canPick ? void pickRoutine().catch(tellFailure) : files.current?.click());
      return [
        { id: 'file.new', run: () => setNew(true) },
        { id: 'file.open', run: open },
        { id: 'file.projectFolder', isEnabled: () => canPick, run: () => void pickFolder().catch(tellFailure) },
      ];
    }, [canPick]),
  );

  const entries: MenuEntry[] = [
    { id: 'blank', label: t('newBlank'), icon: <Plus aria-hidden /> },
    ...(samples.length > 0 ? ['line' as const] : []),
    ...samples.map((sample) => ({ id: `sample:${sample.id}`, label: sample.name })),
  ];
  const begin = (id: string) => {
    const sample = samples.find((known) => id === `sample:${known.id}`);
    if (sample) createRoutine(sample.name, { from: 'sample', id: sample.id }).catch(tellFailure);
    else setNew(true);
  };

  return (
    <header className="library-bar">
      <h1 className="library-title">{t('title')}</h1>
      <ProjectFolder canPick={canPick} />
      <span className="library-space" />
      <SearchField label={t('search')} value={query} onChange={onQuery} />
      <Choice
        label={t('show')}
        labelHidden
        value={shown}
        choices={[
          { value: 'all', label: t('showAll') },
          { value: 'recent', label: t('showRecent') },
          { value: 'samples', label: t('showSamples') },
        ]}
        onChange={onShow}
      />
      <IconButton
        label={layout === 'table' ? t('layoutCards') : t('layoutTable')}
        icon={layout === 'table' ? <LayoutGrid aria-hidden /> : <Rows3 aria-hidden />}
        onPress={() => onLayout(layout === 'table' ? 'cards' : 'table')}
      />
      <Button
        icon={canPick ? <FolderOpen aria-hidden /> : <Upload aria-hidden />}
        onPress={() => (canPick ? void pickRoutine().catch(tellFailure) : files.current?.click())}
      >
        {canPick ? t('open') : t('import')}
      </Button>
      <Menu
        label={t('new')}
        trigger={
          <Button kind="primary" icon={<Plus aria-hidden />}>
            {t('new')}
          </Button>
        }
        entries={entries}
        onAction={begin}
      />
      <input
        ref={files}
        type="file"
        accept=".bpmn,.xml,.run"
        multiple
        hidden
        aria-label={t('import')}
        onChange={(event) => {
          void importFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {isNew ? <NewDialog onClose={() => setNew(false)} /> : null}
    </header>
  );
}

function ProjectFolder({ canPick }: { canPick: boolean }) {
  const { t } = useTranslation('library');
  const folder = useLibrary((state) => state.folder);
  if (folder === null) return null;
  const name = folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
  if (!canPick) {
    return (
      <span className="library-folder" title={folder}>
        {name}
      </span>
    );
  }
  return (
    <Button kind="quiet" size="small" className="library-folder" aria-label={`${t('chooseFolder')}: ${folder}`} onPress={() => void pickFolder().catch(tellFailure)}>
      {name}
    </Button>
  );
}
