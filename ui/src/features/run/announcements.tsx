import { useEffect, useRef, useState } from 'react';
import { announcements } from './announce';
import { useNames } from './names';
import { useSession } from './run-context';
import { useSpeech } from './sentences/speech';

/** Polite words come at most this often. */
const CALM_MS = 1500;

/** Says what happens to those who do not see it: politely, and at once what failed or waits for them. */
export function Announcements() {
  const session = useSession();
  const speech = useSpeech();
  const names = useNames();
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const tools = useRef({ speech, names });
  useEffect(() => {
    tools.current = { speech, names };
  });

  useEffect(() => {
    let before = session.store.getState().view;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting = '';
    const stop = session.store.subscribe(({ view }) => {
      if (!view || view === before) return;
      const said = announcements(before, view, tools.current.speech, tools.current.names);
      before = view;
      if (said.urgent !== '') setUrgent(said.urgent);
      if (said.polite === '') return;
      waiting = said.polite;
      timer ??= setTimeout(() => {
        timer = undefined;
        setPolite(waiting);
      }, CALM_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [session]);

  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive">
        {urgent}
      </div>
    </>
  );
}
