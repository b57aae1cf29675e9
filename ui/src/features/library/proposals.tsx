import { TrendingUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../shared/chip';
import { useProposals } from '../../stores/strategy-proposals';

/** The figures of a routine's runs speak for another strategy of some of its steps. */
export function Proposals({ path }: { path: string }) {
  const { t } = useTranslation('library');
  const count = useProposals(({ counts }) => counts.get(path) ?? 0);
  if (count === 0) return null;
  return (
    <Chip tone="accent" icon={<TrendingUp aria-hidden />} title={t('proposalsHelp')}>
      {t('proposals', { count })}
    </Chip>
  );
}
