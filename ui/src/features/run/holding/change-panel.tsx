import { Check, Eye, PanelBottomClose, Trash2, Wrench, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ForeseenWhen, InterventionPreview } from '../../../contract';
import { Button } from '../../../shared/button';
import { IconButton } from '../../../shared/icon-button';
import { EmptyState } from '../../../shared/states';
import { useToasts } from '../../../shared/toast';
import { hideLower } from '../lower-panels';
import { useNames } from '../names';
import { useIsPast, useLive } from '../run-context';
import { hasEnded } from '../sentences/run-state';
import { ChangeForm } from './change-form';
import { changeWords, foreseenWords } from './change-words';
import { applyChanges, clearChanges, previewChanges, removeChange, trayOf, useTrays } from './tray';
import './holding.css';

const WHEN = ['atOnce', 'next'] as const satisfies readonly ForeseenWhen[];

/** What somebody is about to do to the run, all of it or nothing, and what it would lead to. */
export default function ChangePanel() {
  const { t } = useTranslation(['holding', 'strategy']);
  const names = useNames();
  const view = useLive((whole) => whole);
  const isPast = useIsPast();
  const { runId } = view;
  const { changes, preview, refusal, isAsking } = useTrays(trayOf(runId));
  const draft = useTrays((state) => state.draft);
  const drafts = useTrays((state) => state.drafts);
  const isFixed = hasEnded(view) || isPast;
  const isStale = preview !== null && preview.seq !== view.seq;
  const refused = refusal ?? preview?.refusal?.message ?? null;
  const apply = () =>
    void applyChanges(runId).then((done) => (done ? useToasts.getState().show({ tone: 'neutral', words: t('holding:applied', { count: changes.length }) }) : undefined));
  return (
    <section className="holding" aria-label={t('holding:changes')}>
      <header className="holding-bar">
        {isFixed ? <span className="holding-note">{t(isPast ? 'holding:notInPast' : 'holding:endedChanges')}</span> : <ChangeForm key={drafts} draft={draft} />}
        <span className="holding-space" />
        <IconButton size="small" label={t('holding:hide')} icon={<PanelBottomClose aria-hidden />} onPress={() => hideLower(true)} />
      </header>
      {changes.length === 0 || isFixed ? (
        <EmptyState icon={<Wrench aria-hidden />} title={t('holding:noChanges')}>
          {t('holding:noChangesHelp')}
        </EmptyState>
      ) : (
        <div className="changes">
          <section className="changes-tray" aria-label={t('holding:tray')}>
            <ol className="holding-list" aria-label={t('holding:tray')}>
              {changes.map((change, index) => {
                const words = changeWords(t, change, view, names);
                return (
                  <li key={`${index}-${words}`} className="holding-line" data-hit={preview?.refusal?.index === index}>
                    <span className="holding-words">{words}</span>
                    <span className="holding-space" />
                    <IconButton size="small" label={t('holding:leaveOut', { change: words })} icon={<Trash2 aria-hidden />} onPress={() => removeChange(runId, index)} />
                  </li>
                );
              })}
            </ol>
            <footer className="changes-actions">
              <Button size="small" kind="quiet" icon={<X aria-hidden />} onPress={() => clearChanges(runId)}>
                {t('holding:clear')}
              </Button>
              <Button size="small" icon={<Eye aria-hidden />} isDisabled={isAsking} onPress={() => void previewChanges(runId)}>
                {t('holding:preview')}
              </Button>
              <Button size="small" kind="primary" icon={<Check aria-hidden />} isDisabled={isAsking || preview === null || preview.refusal !== null} onPress={apply}>
                {t('holding:apply')}
              </Button>
            </footer>
          </section>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls has to be reached by the keyboard */}
          <section className="changes-ahead" tabIndex={0} aria-label={t('holding:ahead')}>
            {refused === null ? null : (
              <p className="changes-refused" role="alert">
                {t(refusal === null ? 'holding:wouldBeRefused' : 'holding:wasRefused', { why: refused })}
              </p>
            )}
            {isStale ? <p className="holding-note">{t('holding:stale', { count: view.seq - preview.seq })}</p> : null}
            {preview === null || preview.refusal ? null : <Ahead preview={preview} />}
          </section>
        </div>
      )}
    </section>
  );
}

function Ahead({ preview }: { preview: InterventionPreview }) {
  const { t } = useTranslation(['holding', 'run']);
  const names = useNames();
  return (
    <>
      {WHEN.map((when) => {
        const lines = preview.foreseen.filter((one) => one.when === when).map((one) => foreseenWords(t, one, names));
        return lines.length === 0 ? null : (
          <section key={when}>
            <h3 className="changes-when">{t(`holding:when_${when}`)}</h3>
            <ul className="changes-foreseen">
              {lines.map((line, index) => (
                <li key={`${index}-${line}`}>{line}</li>
              ))}
            </ul>
          </section>
        );
      })}
      {preview.foreseen.length === 0 ? <p className="holding-note">{t('holding:nothingMore')}</p> : null}
      {preview.more ? <p className="holding-note">{t('holding:andMore')}</p> : null}
    </>
  );
}
