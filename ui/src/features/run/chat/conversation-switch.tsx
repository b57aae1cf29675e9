import { useTranslation } from 'react-i18next';
import { BranchDisc } from '../branch-disc';
import { askForAnswer } from '../answer-focus';
import { useNames } from '../names';
import { useSession, useView } from '../run-context';

/** The conversations of the run that wait for somebody; one is shown at a time. Nothing where there is only this one. */
export function ConversationSwitch({ stepId }: { stepId: string }) {
  const { t } = useTranslation('run');
  const session = useSession();
  const names = useNames();
  const branches = useView((view) => view.branches);
  const open = branches.filter(({ waitingOn }) => waitingOn?.on === 'conversation');
  if (open.length === 0 || (open.length === 1 && open[0]?.stepId === stepId)) return null;
  return (
    <ul className="chat-switch" aria-label={t('chat.conversations')}>
      {open.map((branch) => (
        <li key={branch.id}>
          <button
            type="button"
            className="chat-switch-one"
            aria-pressed={branch.stepId === stepId}
            onClick={() => {
              session.store.setState({ chosenBranch: branch.id, selected: null });
              askForAnswer();
            }}
          >
            <BranchDisc letter={branch.letter} colour={branch.colour} />
            <span>{branch.elementName ?? names.element(branch.element)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
