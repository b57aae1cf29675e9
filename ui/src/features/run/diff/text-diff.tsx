import { useTranslation } from 'react-i18next';
import { lineDiff } from '../../../shared/line-diff';
import './diff.css';

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;

/** How two texts differ, line by line; nothing where they are the same. */
export function TextDiff({ label, before, after }: { label: string; before: string; after: string }) {
  const { t } = useTranslation('run');
  const lines = lineDiff(before, after);
  if (lines.every(({ kind }) => kind === 'same')) return null;
  return (
    <section className="diff" aria-label={label}>
      <h3 className="diff-label">{label}</h3>
      <ol className="diff-lines">
        {lines.map(({ kind, text }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no other name than their place
          <li key={index} className="diff-line" data-kind={kind}>
            <span aria-hidden className="diff-sign">
              {SIGNS[kind]}
            </span>
            {kind === 'same' ? null : <span className="visually-hidden">{t(`diff.line_${kind}`)} </span>}
            {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
