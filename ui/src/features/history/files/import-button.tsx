import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/button';
import { tellFailure } from '../../../stores/tell-failure';
import { importRun } from './run-files';

/** Takes in the run of a file that somebody picks. */
export function ImportButton() {
  const { t } = useTranslation('history');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={<Upload aria-hidden />} onPress={() => input.current?.click()}>
        {t('files.import')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".run"
        hidden
        aria-label={t('files.import')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) importRun(file).catch(tellFailure);
        }}
      />
    </>
  );
}
