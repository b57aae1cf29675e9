import { useTranslation } from 'react-i18next';
import { Loading } from '../../shared/states';

/** Replaced by the feature that owns this folder. */
export default function History() {
  const { t } = useTranslation('frame');
  return <Loading label={t('loading')} />;
}
