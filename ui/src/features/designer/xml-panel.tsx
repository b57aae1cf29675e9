import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { XmlView } from './xml-view';
import type { DesignSession } from './session/design-session';

/** The text as it would be saved now, with the problems in its lines. */
export default function XmlPanel({ session }: { session: DesignSession }) {
  const { t } = useTranslation('designer');
  const diagnostics = useStore(session.store, (state) => state.diagnostics);
  const [text, setText] = useState('');
  useEffect(() => {
    let isCurrent = true;
    let shown = -1;
    const show = ({ contentRevision }: { contentRevision: number }) => {
      if (contentRevision === shown) return;
      shown = contentRevision;
      void session.text().then((written) => {
        if (isCurrent && contentRevision === shown) setText(written);
      });
    };
    show(session.state);
    const stop = session.store.subscribe(show);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [session]);
  return <XmlView label={t('xmlLabel')} text={text} problems={diagnostics} />;
}
