import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { keysFor, runCommand, shownKeys, useCommands } from '../../stores/commands';
import { commandWords } from './command-words';
import { Palette, type PaletteItem } from './palette';

/** Every command that can be used now. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shared');
  const registry = useCommands((state) => state.registry);
  const offered = useCommands((state) => state.commands);
  const items = useMemo<PaletteItem[]>(
    () =>
      [...registry.values()]
        .filter(({ id, palette }) => palette && id !== 'view.palette' && (offered.get(id)?.isEnabled?.() ?? offered.has(id)))
        .map((command) => {
          const [keys] = keysFor(command.id);
          return { id: command.id, label: commandWords(command), ...(keys === undefined ? {} : { keys: shownKeys(keys) }) };
        }),
    [registry, offered],
  );
  return <Palette label={t('palette')} placeholder={t('paletteHelp')} items={items} onTake={runCommand} onClose={onClose} />;
}
