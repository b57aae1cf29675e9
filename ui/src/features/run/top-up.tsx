import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../backend/chosen';
import { Button } from '../../shared/button';
import { Dialog } from '../../shared/dialog';
import { TextField } from '../../shared/field';
import { tellFailure } from '../../stores/tell-failure';

/** Raises the cap at which a run has paused, and lets it go on. */
export function TopUp({ runId, most }: { runId: string; most: string }) {
  const { t } = useTranslation('run');
  const [isAsking, setAsking] = useState(false);
  const [text, setText] = useState(most);
  const topUp = () => {
    setAsking(false);
    backend().topUp({ runId, maxCredits: text.trim() }).catch(tellFailure);
  };
  return (
    <>
      <Button size="small" kind="primary" onPress={() => setAsking(true)}>
        {t('topUp')}…
      </Button>
      <Dialog
        title={t('topUpAsk')}
        open={isAsking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('topUpKeep')}</Button>
            <Button kind="primary" onPress={topUp}>
              {t('topUp')}
            </Button>
          </>
        }
      >
        <TextField label={t('topUpMost')} description={t('topUpHelp')} value={text} onChange={setText} inputMode="decimal" focusFirst />
      </Dialog>
    </>
  );
}
