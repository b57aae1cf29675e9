import { useTranslation } from 'react-i18next';
import type { SecretPlace } from '../../../contract';
import { Select } from '../../../shared/select';
import { useSecrets } from '../../../stores/secrets';

/** Where a secret goes: the best place that works here, or one of those that do. */
export function PlaceChoice({ value, onChange }: { value: SecretPlace | 'best'; onChange: (place: SecretPlace | 'best') => void }) {
  const { t } = useTranslation('secrets');
  const places = useSecrets((state) => state.places);
  const ready = places.filter(({ place, status }) => place !== 'environment' && status === 'ready');
  return (
    <Select
      label={t('keepIn')}
      value={value}
      choices={[{ value: 'best' as const, label: t('best') }, ...ready.map(({ place }) => ({ value: place, label: t(`place_${place}`) }))]}
      onChange={onChange}
    />
  );
}
