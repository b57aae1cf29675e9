import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunExportFormat } from '../../../contract';
import { Button } from '../../../shared/button';
import { Check } from '../../../shared/check';
import { Choice } from '../../../shared/choice';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { useToasts } from '../../../shared/toast';
import { tellFailure } from '../../../stores/tell-failure';
import { exportRun } from './run-files';
import './files.css';

interface ExportDialogProps {
  runId: string;
  /** What the run is called on the screen. */
  name: string;
  onClose: () => void;
}

const FORMATS: readonly RunExportFormat[] = ['run', 'ndjson', 'ocel'];

/** Asks as what a run is handed out and what is left out of it. What the routine marks as sensitive stays here unless somebody says otherwise. */
export default function ExportDialog({ runId, name, onClose }: ExportDialogProps) {
  const { t } = useTranslation('history');
  const [as, setAs] = useState<RunExportFormat>('run');
  const [withSensitive, setWithSensitive] = useState(false);
  const [prompts, setPrompts] = useState(false);
  const [files, setFiles] = useState(false);
  const [variables, setVariables] = useState('');
  const [isWriting, setWriting] = useState(false);
  const write = () => {
    setWriting(true);
    const left = variables.split(/[\s,]+/).filter((variable) => variable !== '');
    exportRun(runId, as, { withSensitive, prompts, files, variables: left })
      .then((file) => {
        useToasts.getState().show({ tone: 'neutral', words: t('files.exported', { name: file }) });
        onClose();
      }, tellFailure)
      .finally(() => setWriting(false));
  };
  return (
    <Dialog
      title={t('files.exportTitle', { name })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" icon={<Download aria-hidden />} isDisabled={isWriting} onPress={write}>
            {t('files.exportNow')}
          </Button>
        </>
      }
    >
      <div className="run-export">
        <Choice label={t('files.as')} value={as} onChange={setAs} choices={FORMATS.map((value) => ({ value, label: t(`files.format.${value}`) }))} />
        <p className="run-export-help">{t(`files.formatHelp.${as}`)}</p>
        <fieldset className="run-export-left">
          <legend>{t('files.leftOut')}</legend>
          <Check label={t('files.sensitive')} description={t('files.sensitiveHelp')} checked={!withSensitive} onChange={(out) => setWithSensitive(!out)} />
          <Check label={t('files.prompts')} description={t('files.promptsHelp')} checked={prompts} onChange={setPrompts} />
          <Check label={t('files.paths')} description={t('files.pathsHelp')} checked={files} onChange={setFiles} />
          <TextField label={t('files.variables')} description={t('files.variablesHelp')} value={variables} onChange={setVariables} mono />
        </fieldset>
        <p className="run-export-help">{t('files.secrets')}</p>
      </div>
    </Dialog>
  );
}
