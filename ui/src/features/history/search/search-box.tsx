import { Search, X } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/icon-button';
import { searchRuns, useRuns } from '../../../stores/runs';
import { askSearchWords, useSearchWords } from '../../../stores/search-words';
import { suggest, take, type Suggestion } from './suggest';
import './search.css';

/** Where one says which runs to list; what could stand at the cursor is offered below it. */
export function SearchBox({ onTyping }: { onTyping: (cursor: number | null) => void }) {
  const { t } = useTranslation('history');
  const query = useRuns((state) => state.query);
  const runs = useRuns((state) => state.runs);
  const words = useSearchWords((state) => state.words);
  const [cursor, setCursor] = useState<number | null>(null);
  const [isShut, setShut] = useState(true);
  const [active, setActive] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(askSearchWords, []);
  const routines = useMemo(() => [...new Set((runs ?? []).map(({ routine }) => routine.name))].sort(), [runs]);
  const offered = useMemo(() => (isShut || cursor === null ? [] : suggest(query, cursor, words, routines)), [isShut, cursor, query, words, routines]);
  const isOpen = offered.length > 0;

  const moved = (place: number | null) => {
    setCursor(place);
    setActive(-1);
    onTyping(place);
  };
  const shut = () => {
    setShut(true);
    setActive(-1);
    onTyping(null);
  };
  const choose = (suggestion: Suggestion) => {
    const taken = take(query, suggestion);
    // What is typed next belongs behind it, so the cursor cannot wait for a frame.
    flushSync(() => searchRuns(taken.text));
    moved(taken.cursor);
    field.current?.focus();
    field.current?.setSelectionRange(taken.cursor, taken.cursor);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = offered[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setShut(false);
      if (cursor === null) moved(event.currentTarget.selectionStart);
      if (isOpen) setActive((active + (event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1) + offered.length) % offered.length);
    } else if (event.key === 'Enter' && isOpen && chosen) choose(chosen);
    else if (event.key === 'Enter') shut();
    else if (event.key === 'Escape' && isOpen) shut();
    else if (event.key === 'Escape' && query !== '') searchRuns('');
    else return;
    event.preventDefault();
  };

  return (
    <div className="search run-search">
      <Search aria-hidden />
      <input
        ref={field}
        className="field-input run-search-input"
        role="combobox"
        aria-label={t('search')}
        title={t('searchHelp')}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        placeholder={t('placeholder')}
        spellCheck={false}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          searchRuns(event.target.value);
          setShut(false);
          moved(event.target.selectionStart);
        }}
        onSelect={(event) => {
          if (!isShut) moved(event.currentTarget.selectionStart);
        }}
        onClick={(event) => {
          setShut(false);
          moved(event.currentTarget.selectionStart);
        }}
        onBlur={shut}
        onKeyDown={press}
      />
      {query === '' ? null : <IconButton className="run-search-clear" size="small" label={t('clearSearch')} icon={<X aria-hidden />} onPress={() => searchRuns('')} />}
      {isOpen ? (
        <div id={id} role="listbox" aria-label={t('suggestions')} className="menu-float run-search-offers">
          {offered.map((suggestion, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's, which keeps the focus
            <div
              key={`${suggestion.word.key} ${suggestion.value ?? ''}`}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="run-search-offer"
              ref={index === active ? (line) => line?.scrollIntoView({ block: 'nearest' }) : null}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(suggestion)}
            >
              <Offer suggestion={suggestion} />
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function Offer({ suggestion: { text, word, value } }: { suggestion: Suggestion }) {
  const { t } = useTranslation('history');
  if (value === null || word.key === 'routine') {
    return (
      <>
        <code>{text.trim()}</code>
        {value === null ? <span className="run-search-meaning">{t(`key.${word.key}`)}</span> : null}
      </>
    );
  }
  // A value that a newer host has is offered without its meaning.
  const meaning = t(`value.${value}` as 'value.open', { defaultValue: '' });
  return (
    <>
      <code>{text.trim()}</code>
      <span className="run-search-meaning">{meaning}</span>
    </>
  );
}
