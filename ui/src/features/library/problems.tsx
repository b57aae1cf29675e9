import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ProblemCount } from '../../contract';
import { Chip } from '../../shared/chip';

/** How many problems a routine has. */
export function Problems({ problems: { errors, warnings } }: { problems: ProblemCount }) {
  const { t } = useTranslation('library');
  if (errors === 0 && warnings === 0) return <span className="problems-none">{t('noProblems')}</span>;
  return errors > 0 ? (
    <Chip tone="red" icon={<CircleAlert aria-hidden />} {...(warnings > 0 ? { title: t('warnings', { count: warnings }) } : {})}>
      {t('errors', { count: errors })}
    </Chip>
  ) : (
    <Chip tone="amber" icon={<TriangleAlert aria-hidden />}>
      {t('warnings', { count: warnings })}
    </Chip>
  );
}
