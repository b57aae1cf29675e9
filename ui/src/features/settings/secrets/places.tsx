import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceStatus, SecretPlaceView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Chip } from '../../../shared/chip';
import { useSecrets } from '../../../stores/secrets';
import { VaultDialog } from './vault-dialog';

const TONES = { ready: 'green', locked: 'amber', empty: 'neutral', denied: 'red', absent: 'neutral', broken: 'red' } as const satisfies Record<PlaceStatus, string>;

/** Where secrets can be kept on this machine, in the order in which they are asked, and why not where not. */
export function Places() {
  const { t } = useTranslation('secrets');
  const places = useSecrets((state) => state.places);
  const [asked, setAsked] = useState<SecretPlaceView | null>(null);
  return (
    <section aria-labelledby="secrets-places">
      <h2 id="secrets-places" className="settings-section">
        {t('places')}
      </h2>
      <p className="settings-hint">{t('placesHelp')}</p>
      <ol className="secrets">
        {places.map((view) => (
          <li key={view.place} className="secret" aria-label={t(`place_${view.place}`)}>
            <div className="secret-words">
              <span>{t(`place_${view.place}`)}</span>
              {view.reason ? <span className="settings-hint">{view.reason}</span> : null}
              {view.path ? <code className="settings-hint">{view.path}</code> : null}
            </div>
            <Chip tone={TONES[view.status]}>{t(`status_${view.status}`)}</Chip>
            {view.place === 'vault' && (view.status === 'locked' || view.status === 'empty') ? (
              <Button size="small" onPress={() => setAsked(view)}>
                {view.status === 'locked' ? t('unlock') : t('makeVault')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {asked ? <VaultDialog isNew={asked.status === 'empty'} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}
