import { TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenFailure } from '../../canvas/open-failure';
import { Button } from '../../shared/button';
import { Loading } from '../../shared/states';
import type { DesignSession } from './session/design-session';

const XmlView = lazy(async () => ({ default: (await import('./xml-view')).XmlView }));

interface BrokenProps {
  session: DesignSession;
  failure: OpenFailure;
  text: string;
}

/** A file that cannot be drawn: where it breaks, and its text to correct. */
export function Broken({ session, failure, text }: BrokenProps) {
  const { t } = useTranslation('designer');
  const [now, setNow] = useState(text);
  const problems = useMemo(() => [{ line: failure.line, severity: 'error' as const, message: failure.message }], [failure]);
  return (
    <div className="broken">
      <div className="broken-words" role="alert">
        <TriangleAlert aria-hidden />
        <div>
          <h1 className="broken-title">{t('brokenTitle')}</h1>
          <p>
            {failure.line === null ? null : `${t('brokenAt', { line: failure.line, column: failure.column ?? 1 })} `}
            {t('brokenSafe')}
          </p>
          <code>{failure.message}</code>
        </div>
        <Button kind="primary" onPress={() => void session.draw(now, null)}>
          {t('brokenDraw')}
        </Button>
      </div>
      <Suspense fallback={<Loading label={t('loading')} />}>
        <XmlView label={t('xmlLabel')} text={text} problems={problems} line={failure.line} onChange={setNow} />
      </Suspense>
    </div>
  );
}
