import { useTranslation } from 'react-i18next';
import type { BranchView, StepView } from '../../contract';
import { classNames } from '../../shared/class-names';
import { Button } from '../../shared/button';
import { BranchDisc } from './branch-disc';
import { useFlows, useNames } from './names';
import { stepBranch } from './run-commands';
import { focusedBranch, useIsFixed, useSession, useView } from './run-context';
import { awaitedBy } from './sentences/awaited';
import { hasEnded, isWorking, needsPerson } from './sentences/run-state';
import { useSpeech } from './sentences/speech';
import { waitingWords, type Speech } from './sentences/waiting';
import { useRun } from './run-context';
import { askForAnswer } from './answer-focus';
import { OverrideMenu } from './strategy/override-menu';

/** Every branch that is under way: where it stands, what it waits for, and what can be done about it. */
export function BranchStrip() {
  const { t } = useTranslation('run');
  const branches = useView((view) => view.branches);
  const chosen = useRun((run) => run.chosenBranch);
  const focused = useView((view) => focusedBranch(view, chosen)?.id);
  const isPaused = useView((view) => view.status === 'paused');
  const shown = branches.filter(({ status }) => status !== 'completed' && status !== 'cancelled');
  if (shown.length === 0) return <p className="strip strip-none">{t('noBranches')}</p>;
  return (
    <ul className="strip" aria-label={t('branches')}>
      {shown.map((branch) => (
        <StripBranch key={branch.id} branch={branch} isFocused={branch.id === focused} isPaused={isPaused} />
      ))}
    </ul>
  );
}

/** Where a branch is, in words. */
function branchWords(speech: Speech, branch: BranchView, open: StepView | undefined, awaited: readonly BranchView[]): string {
  if (branch.waitingOn) return waitingWords(speech, branch.waitingOn, awaited);
  if (open) return speech.t(open.status === 'queued' ? 'timeline.phase.queued' : 'waits.step');
  return speech.t(`branchStatus.${branch.status}`);
}

function StripBranch({ branch, isFocused, isPaused }: { branch: BranchView; isFocused: boolean; isPaused: boolean }) {
  const session = useSession();
  const speech = useSpeech();
  const names = useNames();
  const flows = useFlows();
  const branches = useView((view) => view.branches);
  const { t } = speech;
  const element = branch.elementName ?? names.element(branch.element);
  const open = useView((view) => view.steps.find(({ id, endedAt }) => id === branch.stepId && endedAt === null));
  const words = branchWords(speech, branch, open, awaitedBy(branch, branches, flows));
  const choose = () => session.store.setState({ chosenBranch: branch.id, selected: null });
  const incidents = useView((view) => view.incidents);
  const isOver = useView(hasEnded);
  const isFixed = useIsFixed();
  const waitingOn = branch.waitingOn;
  const incident = waitingOn?.on === 'incident' ? (incidents.find(({ id }) => id === waitingOn.incidentId) ?? null) : null;
  const answer = () => {
    choose();
    askForAnswer();
  };
  const forYou = branch.waitingOn && needsPerson(branch.waitingOn) ? branch.waitingOn.on : null;
  return (
    <li className="strip-branch" data-focused={isFocused}>
      <button
        type="button"
        className="strip-choose"
        aria-pressed={isFocused}
        aria-label={t('branchChoose', { letter: branch.letter, element, words })}
        onClick={choose}
      >
        <BranchDisc letter={branch.letter} colour={branch.colour} hollow={!isWorking(branch)} />
        <span className="strip-element">{element}</span>
        <span className={classNames('strip-words', !isWorking(branch) && 'strip-waits', forYou === 'incident' && 'strip-failed')}>{words}</span>
      </button>
      {isFixed ? null : forYou !== null ? (
        <Button size="small" onPress={answer}>
          {t(forYou === 'incident' ? 'resolve' : forYou === 'decision' ? 'decide' : 'answer')}
        </Button>
      ) : isPaused && branch.status === 'active' ? (
        <Button size="small" aria-label={t('stepBranch', { letter: branch.letter })} onPress={() => stepBranch(session.store.getState().runId, branch.id)}>
          {t('step')}
        </Button>
      ) : null}
      {isOver || isFixed ? null : <OverrideMenu element={branch.element} name={element} stepId={branch.stepId} incident={incident} />}
    </li>
  );
}
