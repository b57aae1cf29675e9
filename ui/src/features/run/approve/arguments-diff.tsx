import { useTranslation } from 'react-i18next';
import { lineDiff } from '../../../shared/line-diff';

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;

/** What an edit changes, line by line; nothing where it changes nothing. */
export function ArgumentsDiff({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation('run');
  const lines = lineDiff(before, after);
  if (lines.every(({ kind }) => kind === 'same')) return null;
  return (
    <section className="diff" aria-label={t('approve.changes')}>
      <h3 className="approve-label">{t('approve.changes')}</h3>
      <ol className="diff-lines">
        {lines.map(({ kind, text }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no other name than their place
          <li key={index} className="diff-line" data-kind={kind}>
            <span aria-hidden className="diff-sign">
              {SIGNS[kind]}
            </span>
            {kind === 'same' ? null : <span className="visually-hidden">{t(`approve.line_${kind}`)} </span>}
            {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
