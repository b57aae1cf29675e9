import { useTranslation } from 'react-i18next';
import type { UiCommand } from '../../contract';
import { Button } from '../../shared/button';
import { Dialog } from '../../shared/dialog';
import { keysFor, shownKeys, useCommands } from '../../stores/commands';
import { commandWords } from './command-words';

const GROUPS = ['file', 'edit', 'view', 'run', 'help', 'canvas'] as const;

const groupOf = ({ menu }: UiCommand): (typeof GROUPS)[number] => menu?.menu ?? 'canvas';

/** Every command that has keys, by where it stands in the menu. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shared');
  const registry = useCommands((state) => state.registry);
  const withKeys = [...registry.values()].filter(({ id }) => keysFor(id).length > 0);
  return (
    <Dialog title={t('shortcuts')} open onClose={onClose} className="shortcuts-float" actions={<Button onPress={onClose}>{t('closeDialog')}</Button>}>
      <div className="shortcuts">
        {GROUPS.map((group) => {
          const commands = withKeys.filter((command) => groupOf(command) === group);
          return commands.length === 0 ? null : (
            <section key={group} className="shortcuts-group">
              <h3 className="shortcuts-title">{t(`group_${group}`)}</h3>
              <dl>
                {commands.map((command) => (
                  <div key={command.id} className="shortcuts-line">
                    <dt>{commandWords(command)}</dt>
                    <dd>
                      {keysFor(command.id).map((keys) => (
                        <kbd key={keys}>{shownKeys(keys)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
