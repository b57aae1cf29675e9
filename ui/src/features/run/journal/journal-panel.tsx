import { PanelBottomClose, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/icon-button';
import { useRem } from '../../../shared/rem';
import { useRowWindow } from '../../../shared/window-of-rows';
import { filtered, firstSeq, isFiltering, lastUpTo, NO_FILTER, type JournalFilter } from '../../../stores/run/journal';
import { tellFailure } from '../../../stores/tell-failure';
import { useNames } from '../names';
import { useRun, useSession } from '../run-context';
import { useSpeech } from '../sentences/speech';
import { JournalFilters } from './journal-filters';
import { JournalLine } from './journal-line';
import './journal.css';

const LINE = 1.5;
/** Within this many px of the end the list counts as being at the end. */
const NEAR_END = 8;

/** Everything that has happened, a line an event; the newest at the end. The run is shown as it was after the line that is chosen. */
export function JournalPanel({ onHide }: { onHide: () => void }) {
  const { t } = useTranslation('run');
  const session = useSession();
  const speech = useSpeech();
  const names = useNames();
  const rem = useRem();
  const journal = useRun((run) => run.journal);
  const cursor = useRun((run) => run.cursor);
  const [filter, setFilter] = useState<JournalFilter>(NO_FILTER);
  const [raw, setRaw] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => filtered(journal.entries, filter), [journal.entries, filter]);
  const height = Math.round(LINE * rem);
  const { first, end } = useRowWindow(box, lines.length, height);
  const begin = firstSeq(journal);
  const narrowed = isFiltering(filter);
  const chosen = cursor ?? raw;
  const chosenAt = chosen === null ? -1 : lastUpTo(lines, chosen);

  useEarlier(first, begin, narrowed || (cursor !== null && cursor < begin));
  useFollowing(box, begin, cursor === null);
  useInView(box, cursor === null ? -1 : chosenAt, height);

  const shown = raw === null ? null : (lines[chosenAt] ?? null);
  const choose = (seq: number, element: string | null) => {
    setRaw(seq);
    if (element !== null && names.has(element)) session.store.setState({ selected: element });
    session.lookAt(seq >= journal.lastSeq ? null : seq);
  };
  const move = (by: number) => {
    const at = Math.max(0, Math.min(chosenAt < 0 ? lines.length - 1 : chosenAt + by, lines.length - 1));
    const next = lines[at];
    if (!next || !box.current) return;
    choose(next.seq, next.element);
    bringIntoView(box.current, at, height);
  };

  return (
    <section className="journal" aria-label={t('journal.title')}>
      <header className="journal-bar">
        <h2 className="journal-title">{t('journal.title')}</h2>
        <span className="journal-count">
          {narrowed ? t('journal.shown', { shown: lines.length, count: journal.lastSeq }) : t('journal.count', { count: journal.lastSeq })}
        </span>
        <span className="journal-space" />
        <JournalFilters entries={journal.entries} filter={filter} onFilter={setFilter} names={names} />
        <IconButton size="small" label={t('hidePanel')} icon={<PanelBottomClose aria-hidden />} onPress={onHide} />
      </header>
      <div className="journal-body">
        <div
          ref={box}
          className="journal-lines"
          role="listbox"
          tabIndex={0}
          aria-label={t('journal.title')}
          {...(chosenAt < first || chosenAt >= end ? {} : { 'aria-activedescendant': `journal-${lines[chosenAt]?.seq}` })}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, End: lines.length, Home: -lines.length }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            move(step);
          }}
        >
          {lines.length === 0 ? <p className="values-none">{narrowed ? t('journal.nothing') : null}</p> : null}
          <div className="journal-room" style={{ height: lines.length * height }}>
            {lines.slice(first, end).map((entry, offset) => (
              <JournalLine
                key={entry.seq}
                entry={entry}
                names={names}
                speech={speech}
                isChosen={first + offset === chosenAt}
                isLater={cursor !== null && entry.seq > cursor}
                top={(first + offset) * height}
                height={height}
                onChoose={choose}
              />
            ))}
          </div>
        </div>
        {shown ? (
          <aside className="journal-raw" aria-label={t('journal.raw', { seq: shown.seq })}>
            <header className="journal-raw-head">
              <span>{t('journal.raw', { seq: shown.seq })}</span>
              <IconButton size="small" label={t('journal.close')} icon={<X aria-hidden />} onPress={() => setRaw(null)} />
            </header>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls has to be reached by the keyboard */}
            <pre className="journal-json" tabIndex={0}>
              {JSON.stringify(shown, null, 2)}
            </pre>
          </aside>
        ) : null}
      </div>
    </section>
  );
}

/** Fetches earlier stretches when the beginning of what is held comes into view, or everything when a filter looks for something. */
function useEarlier(first: number, begin: number, all: boolean): void {
  const session = useSession();
  const isWanted = begin > 1 && (all || first === 0);
  useEffect(() => {
    if (!isWanted) return;
    let isStill = true;
    // Each stretch ends where the one before begins.
    const load = (): Promise<void> => session.loadEarlier().then((more) => (more && all && isStill ? load() : undefined));
    load().catch(tellFailure);
    return () => {
      isStill = false;
    };
  }, [session, isWanted, all]);
}

/** With the line before and the line after it, so that it is seen what came and what comes. */
function bringIntoView(box: HTMLElement, line: number, height: number): void {
  const [top, bottom] = [(line - 1) * height, (line + 2) * height];
  if (top < box.scrollTop) box.scrollTo(0, top);
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTo(0, bottom - box.clientHeight);
}

/** Follows a cursor that is moved elsewhere. */
function useInView(box: RefObject<HTMLDivElement | null>, line: number, height: number): void {
  useLayoutEffect(() => {
    if (line >= 0 && box.current) bringIntoView(box.current, line, height);
  }, [box, line, height]);
}

/** Stays at the end while the list grows, unless somebody has scrolled away or looks back; keeps its place when earlier lines come in above. */
function useFollowing(box: RefObject<HTMLDivElement | null>, begin: number, isLive: boolean): void {
  const isAtEnd = useRef(true);
  const fromEnd = useRef(0);
  const had = useRef(begin);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const scrolled = () => {
      fromEnd.current = element.scrollHeight - element.scrollTop;
      isAtEnd.current = fromEnd.current - element.clientHeight <= NEAR_END;
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => element.removeEventListener('scroll', scrolled);
  }, [box]);
  useLayoutEffect(() => {
    isAtEnd.current = isLive;
  }, [isLive]);
  // After every drawing: only then is the new height known.
  useLayoutEffect(() => {
    const element = box.current;
    if (isAtEnd.current) element?.scrollTo(0, element.scrollHeight);
    else if (begin < had.current) element?.scrollTo(0, element.scrollHeight - fromEnd.current);
    had.current = begin;
  });
}
