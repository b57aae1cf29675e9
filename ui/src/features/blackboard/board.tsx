import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { asBackendError, type BackendError } from '../../backend/backend-error';
import { backend } from '../../backend/chosen';
import type { AsOf, SwarmSummary, SwarmView } from '../../contract';
import { Button } from '../../shared/button';
import { ErrorState, Loading } from '../../shared/states';
import { Tabs } from '../../shared/tabs';
import { useCursor } from '../../stores/swarm/cursor';
import { useSwarmSession } from '../../stores/swarm/use-swarm-session';
import { useBoardCommands } from './board-commands';
import { BoardContext, useBoard } from './board-context';
import { BOARD_TABS, useBoardPlace, type BoardTab } from './board-place';
import { BoardQuestions } from './board-questions';
import { CreditsTab } from './credits/credits-tab';
import { LedgerTab } from './credits/ledger-tab';
import { GoalsTab } from './goals/goals-tab';
import { KeysTab } from './keys/keys-tab';
import { ResourcesTab } from './resources-tab';
import { SwarmBar } from './swarm-bar';
import { TeamTab } from './team-tab';
import { TravelBar } from './travel-bar';

/** One swarm: its standing above, what it shares below. */
export function Board({ swarmId, swarms }: { swarmId: string; swarms: readonly SwarmSummary[] }) {
  const session = useSwarmSession(swarmId);
  const { t } = useTranslation('blackboard');
  const live = useStore(session.store, ({ view }) => view);
  const failure = useStore(session.store, (state) => state.failure);
  const asOf = useCursor((state) => state.asOf);
  const past = usePast(swarmId, asOf);
  const view = asOf === null ? live : past.view;
  const problem = failure ?? past.failure;
  const board = useMemo(() => (view ? { swarmId, session, view, asOf } : null), [view, swarmId, session, asOf]);
  if (problem && !view) {
    return (
      <ErrorState title={t('failed')} details={problem.message} actions={<Button onPress={session.again}>{t('tryAgain')}</Button>}>
        {t('failedHelp')}
      </ErrorState>
    );
  }
  if (!board) return <Loading label={t('title')} />;
  return (
    <BoardContext value={board}>
      <SwarmBar swarms={swarms} />
      <TravelBar lastSeq={live?.summary.seq ?? 1} />
      <Parts />
      <BoardQuestions />
    </BoardContext>
  );
}

/** The swarm as it was at a moment; the one before stays until the next is there. */
function usePast(swarmId: string, asOf: AsOf | null): { view: SwarmView | null; failure: BackendError | null } {
  const [past, setPast] = useState<{ view: SwarmView | null; failure: BackendError | null }>({ view: null, failure: null });
  useEffect(() => {
    if (asOf === null) return;
    let isWanted = true;
    backend()
      .readSwarm({ swarmId, asOf })
      .then(
        (view) => isWanted && setPast({ view, failure: null }),
        (failure: unknown) => isWanted && setPast(({ view }) => ({ view, failure: asBackendError(failure) })),
      );
    return () => {
      isWanted = false;
    };
  }, [swarmId, asOf]);
  return past;
}

const CONTENT: Record<BoardTab, React.ComponentType> = {
  keys: KeysTab,
  goals: GoalsTab,
  resources: ResourcesTab,
  team: TeamTab,
  credits: CreditsTab,
  ledger: LedgerTab,
};

function Parts() {
  const { t } = useTranslation('blackboard');
  const { view } = useBoard();
  const tab = useBoardPlace((state) => state.tab);
  useBoardCommands();
  const counts: Partial<Record<BoardTab, number>> = {
    keys: view.summary.entries,
    goals: view.subtasks.length,
    resources: view.resources.length,
    team: view.members.length,
  };
  const items = BOARD_TABS.map((id) => {
    const Content = CONTENT[id];
    return { id, label: t(`tab_${id}`), ...(counts[id] === undefined ? {} : { count: counts[id] }), content: <Content /> };
  });
  return <Tabs label={t('tabs')} items={items} selected={tab} onSelect={(id) => useBoardPlace.setState({ tab: id as BoardTab })} />;
}
