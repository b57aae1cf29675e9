import { AlertTriangle, Hand, Inbox as InboxIcon, MessageSquare, ShieldCheck, Split as SplitIcon, type LucideIcon } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { Moment } from '../../shared/moment';
import { Split } from '../../shared/split';
import { EmptyState, ErrorState, Loading } from '../../shared/states';
import { Table, type TableColumn } from '../../shared/table';
import { loadInbox, useInbox } from '../../stores/inbox';
import { useRouter } from '../../stores/router';
import { askForAnswer } from '../run/answer-focus';
import { Countdown } from '../run/chat/countdown';
import { Answer } from './answer';
import { asksOf, kindOf, type Ask, type AskKind } from './asks';
import './inbox.css';

const ICONS: Record<AskKind, LucideIcon> = {
  person: Hand,
  decision: SplitIcon,
  conversation: MessageSquare,
  approval: ShieldCheck,
  incident: AlertTriangle,
};

/** Of the window's width, where that is little. */
const ANSWER_SHARE = 0.36;

/** The place of the chosen ask, which its successor takes once it is answered. */
interface Chosen {
  id: string;
  at: number;
}

/** Whatever waits for a person, over all runs, with the panels that answer it beside. */
export default function Inbox() {
  const { t } = useTranslation('inbox');
  const { runs, failure } = useInbox();
  const go = useRouter((state) => state.go);
  const asks = useMemo(() => asksOf(runs ?? []), [runs]);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const place = asks.findIndex(({ id }) => id === chosen?.id);
  const at = place >= 0 ? place : Math.max(0, Math.min(chosen?.at ?? 0, asks.length - 1));
  const shown = asks[at];
  const answer = useRef<HTMLDivElement>(null);

  if (runs === null) {
    return failure ? (
      <ErrorState title={t('failed')} details={failure.message} actions={<Button onPress={() => void loadInbox()}>{t('tryAgain')}</Button>}>
        {t('failedHelp')}
      </ErrorState>
    ) : (
      <Loading label={t('title')} />
    );
  }
  if (!shown) {
    return (
      <EmptyState icon={<InboxIcon aria-hidden />} title={t('empty')} actions={<Button onPress={() => go('library')}>{t('toLibrary')}</Button>}>
        {t('emptyHelp')}
      </EmptyState>
    );
  }

  const choose = (ask: Ask) => setChosen({ id: ask.id, at: asks.indexOf(ask) });
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element) || !event.target.matches('.table-row')) return;
    const key = event.key.toLowerCase();
    if (key !== 'a' && key !== 'e' && key !== 'r') return;
    event.preventDefault();
    askForAnswer();
    // The panel that decides about a call has these keys itself.
    const call = answer.current?.querySelector('[aria-keyshortcuts]');
    call?.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true }));
  };

  return (
    <div className="inbox">
      <header className="inbox-bar">
        <h1 className="inbox-title">{t('title')}</h1>
        <span className="inbox-count" role="status">
          {t('count', { count: asks.length })}
        </span>
        <span className="inbox-space" />
        <span className="inbox-keys">{t('keys')}</span>
      </header>
      <div className="inbox-body">
        <Split
          id="inbox.answer"
          label={t('panelRight')}
          direction="columns"
          size={Math.round(Math.min(420, innerWidth * ANSWER_SHARE))}
          least={300}
          most={900}
          main={
            // The keys of the list; each of them is a button of the panel beside it, too.
            // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
            <div className="inbox-list" onKeyDown={press}>
              <AskTable asks={asks} shown={shown} onShow={choose} />
            </div>
          }
          side={
            <div ref={answer} className="inbox-answer">
              <Answer key={shown.run.runId} ask={shown} />
            </div>
          }
        />
      </div>
    </div>
  );
}

function AskTable({ asks, shown, onShow }: { asks: readonly Ask[]; shown: Ask; onShow: (ask: Ask) => void }) {
  const { t } = useTranslation('inbox');
  const columns = useMemo<TableColumn<Ask>[]>(
    () => [
      { id: 'what', label: t('what'), width: '9rem', render: (ask) => <Kind kind={kindOf(ask)} /> },
      {
        id: 'element',
        label: t('element'),
        width: 'minmax(8rem, 2fr)',
        render: ({ place }) => <Cut words={place.elementName ?? place.element} />,
      },
      { id: 'routine', label: t('routine'), width: 'minmax(7rem, 1.5fr)', render: ({ run }) => <Cut words={run.routine.name} /> },
      { id: 'since', label: t('since'), width: '6rem', render: ({ since }) => <Moment at={since} /> },
      {
        id: 'until',
        label: t('until'),
        width: '5.5rem',
        render: ({ place }) => (place.until === null ? null : <Countdown until={place.until} words="timeLeft" />),
      },
    ],
    [t],
  );
  return (
    <Table
      label={t('table')}
      columns={columns}
      lines={asks}
      idOf={({ id }) => id}
      opened={shown.id}
      onOpen={(ask) => {
        onShow(ask);
        askForAnswer();
      }}
      onWalk={onShow}
      letters
      lineHeight={2.25}
    />
  );
}

function Kind({ kind }: { kind: AskKind }) {
  const { t } = useTranslation('inbox');
  const Icon = ICONS[kind];
  return (
    <span className="inbox-kind" data-kind={kind}>
      <Icon aria-hidden />
      <Cut words={t(`kind.${kind}`)} />
    </span>
  );
}

const Cut = ({ words }: { words: string }) => (
  <span className="inbox-cut" title={words}>
    {words}
  </span>
);
