import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { ApprovalPolicy, DefinedToolView } from '../../../contract';
import { Button } from '../../../shared/button';
import { ConfirmDialog } from '../../../shared/confirm-dialog';
import { keepTools } from '../../../stores/tools';
import { tellFailure } from '../../../stores/tell-failure';
import { ToolList } from './tool-list';

interface DefinedToolsProps {
  defined: readonly DefinedToolView[];
  approvals: ApprovalPolicy;
}

/** The tools that models have defined: what each runs, where it comes from, and a way to be rid of it. */
export function DefinedTools({ defined, approvals }: DefinedToolsProps) {
  const { t } = useTranslation('tools');
  const [removing, setRemoving] = useState<string | null>(null);
  const origins = new Map(defined.map(({ tool, routine, run }) => [tool.name, run === null ? t('runsRoutine', { routine }) : t('runsRoutineOf', { routine, run })]));
  return (
    <section aria-labelledby="tools-defined">
      <h2 id="tools-defined" className="settings-section">
        {t('defined')}
      </h2>
      <p className="settings-hint">{t('definedHelp')}</p>
      <ToolList label={t('defined')} tools={defined.map(({ tool }) => tool)} approvals={approvals}>
        {({ name }) => (
          <span className="tool-origin">
            <span className="settings-hint">{origins.get(name)}</span>
            <Button size="small" kind="quiet" aria-label={t('removeTitle', { name })} onPress={() => setRemoving(name)}>
              {t('remove')}
            </Button>
          </span>
        )}
      </ToolList>
      <ConfirmDialog
        title={t('removeTitle', { name: removing ?? '' })}
        open={removing !== null}
        onClose={() => setRemoving(null)}
        keep={t('cancel')}
        confirm={t('remove')}
        onConfirm={() => {
          if (removing !== null) backend().removeDefinedTool({ name: removing }).then(keepTools, tellFailure);
        }}
      >
        {t('removeDefinedHelp')}
      </ConfirmDialog>
    </section>
  );
}
