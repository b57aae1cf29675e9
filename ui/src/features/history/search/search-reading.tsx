import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SearchMistake, SearchPart } from '../../../contract';
import { Button } from '../../../shared/button';
import { searchRuns, useRuns } from '../../../stores/runs';
import { without } from './suggest';

/** How a query was understood: its parts, each of which can be taken away, and what is wrong with it. */
export function SearchReadingLine({ typingAt }: { typingAt: number | null }) {
  const { t } = useTranslation('history');
  const query = useRuns((state) => state.query);
  const { parts, mistakes } = useRuns((state) => state.reading);
  // What is just being written is no mistake yet.
  const told = mistakes.filter(({ to }) => to !== typingAt);
  const wrong = (part: SearchPart) => told.some(({ from, to }) => from >= part.from && to <= part.to);
  // The reading is a moment behind what is typed.
  const shown = parts.filter(({ to }) => to <= query.length);
  const isPlain = parts.every(({ key, not }) => key === null && !not);
  return (
    <>
      {isPlain && told.length === 0 ? null : (
        <ul className="run-search-parts" aria-label={t('parts')}>
          {shown.map((part) => (
            <li key={part.from} className="chip run-search-part" data-wrong={wrong(part)} data-not={part.not}>
              <span>{words(part, query, t)}</span>
              <button
                type="button"
                aria-label={t('partRemove', { words: query.slice(part.from, part.to) })}
                onClick={() => searchRuns(without(query, part.from, part.to))}
              >
                <X aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div role="status">
        {told.map((mistake) => (
          <Mistake key={`${mistake.from} ${mistake.kind}`} mistake={mistake} query={query} />
        ))}
        {told.length > 0 ? <p className="run-search-held">{t('mistakeHeld')}</p> : null}
      </div>
    </>
  );
}

const words = ({ from, to, key, relation, value, not }: SearchPart, query: string, t: ReturnType<typeof useTranslation<'history'>>['t']): string => {
  // What no condition begins like is shown as it was written.
  const written = query.slice(not ? from + 1 : from, to);
  const part = key === null ? (relation === '' ? `“${value}”` : written) : `${key}${relation} ${value}`;
  return not ? t('partNot', { words: part }) : part;
};

function Mistake({ mistake: { from, to, kind, text, expected }, query }: { mistake: SearchMistake; query: string }) {
  const { t } = useTranslation('history');
  const put = (word: string) => {
    const behind = kind === 'unknownKey' || kind === 'unknownValue' ? query.slice(to) : query.slice(to).trimStart();
    searchRuns(kind === 'noValue' ? `${query.slice(0, to)}${word} ${behind}`.trim() : query.slice(0, from) + word + behind);
  };
  return (
    <p className="run-search-mistake">
      <CircleAlert aria-hidden />
      <span>{t('mistakeAt', { place: from + 1, words: t(`mistake.${kind}`, { text }) })}</span>
      {expected.map((word) => (
        <Button key={word} size="small" kind="quiet" aria-label={t('mistakeFix', { text: word })} onPress={() => put(word)}>
          {word}
        </Button>
      ))}
    </p>
  );
}
