import { memo } from 'react';
import type { EventKind, JournalEntry } from '../../../contract';
import { clockTime, exactTime } from '../../../shared/time';
import { BranchDisc } from '../branch-disc';
import type { Names } from '../names';
import { eventSentence, kindOfEvent } from '../sentences/event';
import type { Speech } from '../sentences/waiting';

interface JournalLineProps {
  entry: JournalEntry;
  names: Names;
  speech: Speech;
  isChosen: boolean;
  /** It came after the moment that is looked at. */
  isLater: boolean;
  top: number;
  height: number;
  onChoose: (seq: number, element: string | null) => void;
}

const TONES: Partial<Record<EventKind, string>> = {
  stepFailed: 'failed',
  scopeFailed: 'failed',
  branchFailed: 'failed',
  incidentRaised: 'failed',
  errorThrown: 'failed',
  stepCompleted: 'done',
  stepWaiting: 'waiting',
  branchWaiting: 'waiting',
  pathDecisionAsked: 'waiting',
};

/** When, which branch, and what. */
export const JournalLine = memo(function JournalLine({ entry, names, speech, isChosen, isLater, top, height, onChoose }: JournalLineProps) {
  const sign = entry.branch === null ? null : names.sign(entry.branch);
  const choose = () => onChoose(entry.seq, entry.element);
  return (
    // The list has the focus and the keys; a line only takes the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={`journal-${entry.seq}`}
      role="option"
      aria-selected={isChosen}
      className="journal-line"
      data-tone={isLater ? undefined : TONES[entry.type]}
      data-later={isLater}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={choose}
    >
      <span className="journal-seq">{entry.seq}</span>
      <time className="journal-time" title={exactTime(entry.time, speech.language)}>
        {clockTime(entry.time, speech.language)}
      </time>
      <span className="journal-branch">{sign ? <BranchDisc letter={sign.letter} colour={sign.colour} hollow={isLater} /> : null}</span>
      <span className="journal-words">
        {isLater ? <span className="visually-hidden">{speech.t('journal.later')} </span> : null}
        {eventSentence(speech, entry, names)}
      </span>
      <span className="journal-type" title={entry.type}>
        {kindOfEvent(speech.t, entry.type)}
      </span>
    </div>
  );
});
