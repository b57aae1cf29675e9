import { MousePointerClick, Route } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunView, StepView, WaitingOn } from '../../../contract';
import { EmptyState, Loading } from '../../../shared/states';
import { Tabs, type TabItem } from '../../../shared/tabs';
import { useAnswerFocus } from '../answer-focus';
import { BranchDisc } from '../branch-disc';
import { kindWords, useNames } from '../names';
import { focusedBranch, inspectedElement, useIsFixed, useRun, useView } from '../run-context';
import { decisionShown } from '../task/decision';
import { DecisionPanel } from '../task/decision-panel';
import { TaskPanel } from '../task/task-panel';
import { hasEnded } from '../sentences/run-state';
import { IncidentPanel } from './incident-panel';
import { StepHead } from './step-head';
import { Values } from './values';
import { Variables } from './variables';
import { WaitPanel, isSent } from './wait-panel';
import { PathReasonNote } from './path-reason';
import { useComputedStrategies } from '../strategy/run-strategies';
import './inspector.css';

const ChatPanel = lazy(() => import('../chat/chat-panel'));
const ApprovePanel = lazy(() => import('../approve/approve-panel'));
const CallsTab = lazy(() => import('../record/calls-tab'));
const CompareTab = lazy(() => import('../diff/compare-tab'));
const StrategyTab = lazy(() => import('../record/strategy-tab'));

/** Waits that end with what a person says. */
const isAnswered = (waitingOn: WaitingOn): waitingOn is Extract<WaitingOn, { on: 'conversation' | 'approval' }> =>
  waitingOn.on === 'conversation' || waitingOn.on === 'approval';

/** Steps of an element, in order of beginning. */
const stepsOf = (view: RunView, element: string | null): StepView[] => view.steps.filter((step) => step.element === element);

/** What went in, what came out, what is known, and what is to be done where one looks. */
export function Inspector() {
  const { t } = useTranslation('run');
  const names = useNames();
  const element = useRun(inspectedElement);
  const chosenBranch = useRun((run) => run.chosenBranch);
  const selected = useRun((run) => run.selected);
  const view = useView((whole) => whole);
  const isFixed = useIsFixed();
  const steps = useMemo(() => stepsOf(view, element), [view, element]);
  const [chosenStep, setChosenStep] = useState<string | null>(null);
  const [tab, keepTab] = useState<{ id: string; asked: number }>({ id: '', asked: 0 });

  const branch = focusedBranch(view, chosenBranch);
  const isBranchHere = branch?.element === element;
  const step =
    steps.find(({ id }) => id === chosenStep) ?? (isBranchHere ? steps.find(({ id }) => id === branch.stepId) : undefined) ?? steps.at(-1) ?? null;
  const decision = isFixed ? null : decisionShown(view, chosenBranch, selected);
  const decisionHere = decision?.element === element ? decision : null;
  const task = isFixed ? null : (view.tasks.find(({ stepId }) => stepId === step?.id) ?? view.tasks.find((open) => open.element === element) ?? null);
  const answering = (isFixed ? [] : view.branches).find(({ waitingOn }) => waitingOn !== null && isAnswered(waitingOn) && waitingOn.stepId === step?.id)?.waitingOn ?? null;
  const incident = isFixed ? null : (view.incidents.find((open) => open.element === element) ?? null);
  const waiting = (isFixed ? [] : view.branches).find((one) => one.element === element && one.waitingOn !== null && isSent(one.waitingOn)) ?? null;

  const isTalk = answering?.on === 'conversation' || (step?.strategy === 'conversational' && step.records > 0);
  const computed = useComputedStrategies();
  const hasStrategy = element !== null && (step?.strategy != null || (computed.has(element) && computed.get(element)?.source !== 'element'));

  const items: TabItem[] = [
    ...(incident ? [{ id: 'incident', label: t('tabIncident'), content: <IncidentPanel key={incident.id} incident={incident} /> }] : []),
    ...(decisionHere ? [{ id: 'do', label: t('tabDo'), content: <DecisionPanel decision={decisionHere} /> }] : []),
    ...(step && answering?.on === 'approval' ? [{ id: 'do', label: t('tabApprove'), content: <ApprovePanel key={step.id} step={step} task={task} /> }] : []),
    ...(step && isTalk ? [{ id: 'chat', label: t('tabChat'), content: <ChatPanel key={step.id} step={step} task={answering?.on === 'conversation' ? task : null} /> }] : []),
    ...(task && !decisionHere && !answering ? [{ id: 'do', label: t('tabDo'), content: <TaskPanel key={task.stepId} task={task} /> }] : []),
    ...(waiting?.waitingOn && !task && !decisionHere
      ? [{ id: 'do', label: t('tabDo'), content: <WaitPanel key={waiting.id} element={waiting.element} waitingOn={waiting.waitingOn} /> }]
      : []),
    ...(step
      ? [
          { id: 'in', label: t('tabIn'), content: <Values values={step.inputs} empty={t('noInputs')} /> },
          {
            id: 'out',
            label: t('tabOut'),
            content: <Values values={step.outputs} empty={step.endedAt === null ? t('noOutputsYet') : t('noOutputs')} />,
          },
          ...(steps.length > 1 ? [{ id: 'compare', label: t('tabCompare'), content: <CompareTab key={step.id} step={step} steps={steps} /> }] : []),
          ...(step.records === 0 ? [] : [{ id: 'calls', label: t('tabCalls'), content: <CallsTab key={step.id} step={step} /> }]),
        ]
      : []),
    ...(element !== null && hasStrategy
      ? [{ id: 'strategy', label: t('tabStrategy'), content: <StrategyTab key={element} element={element} step={step} isOver={isFixed || hasEnded(view)} /> }]
      : []),
    { id: 'variables', label: t('tabVariables'), content: <Variables scopeId={isBranchHere ? branch.scopeId : null} /> },
  ];
  const wanted = useAnswerFocus((state) => state.count);
  const setTab = (id: string) => keepTab({ id, asked: wanted });
  // Who is led to an answer sees it, whichever tab was open.
  const shown = (tab.asked === wanted ? items.find(({ id }) => id === tab.id) : undefined) ?? items[0];

  if (element === null || shown === undefined) {
    return (
      <section className="inspector" aria-label={t('inspector')}>
        {view.scopes.length > 0 ? (
          <Tabs label={t('inspector')} items={items} selected={shown?.id ?? ''} onSelect={setTab} />
        ) : (
          <EmptyState icon={<MousePointerClick aria-hidden />} title={t('inspectorNothing')}>
            {t('inspectorNothingHelp')}
          </EmptyState>
        )}
      </section>
    );
  }
  const type = names.type(element);
  return (
    <section className="inspector" aria-label={t('inspector')}>
      <header className="inspector-head">
        <div className="inspector-title-line">
          {isBranchHere ? <BranchDisc letter={branch.letter} colour={branch.colour} /> : null}
          <h2 className="inspector-title" title={names.element(element)}>
            {names.element(element)}
          </h2>
          {type === null ? null : <span className="inspector-type">{kindWords(type)}</span>}
        </div>
        {step ? (
          <StepHead step={step} steps={steps} hasIncident={incident?.stepId === step.id} onChoose={setChosenStep} />
        ) : (
          <p className="inspector-none">
            <Route aria-hidden />
            {view.branches.some((one) => one.element === element) ? t('notBegun') : t('notReached')}
          </p>
        )}
      </header>
      <PathReasonNote element={element} />
      <Suspense fallback={<Loading label={t('inspector')} />}>
        <Tabs label={t('inspector')} items={items} selected={shown.id} onSelect={setTab} />
      </Suspense>
    </section>
  );
}
