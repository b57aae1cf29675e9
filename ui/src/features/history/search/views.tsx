import { Bookmark, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { searchRuns, useRuns } from '../../../stores/runs';
import { followSavedViews, forgetView, saveView, useSavedViews } from '../../../stores/saved-views';

/** Searches that everybody needs; the words of their names have the same keys. */
const SHIPPED = { all: '', you: 'waits:you', open: 'status:open', failed: 'status:failed', today: 'started:today' } as const;

/** Searches by name: some that come with the program, and those that somebody has kept. */
export function Views() {
  const { t } = useTranslation('history');
  const query = useRuns((state) => state.query).trim();
  const isRead = useRuns(({ reading }) => reading.mistakes.length === 0);
  const views = useSavedViews((state) => state.views) ?? [];
  const [naming, setNaming] = useState(false);
  useEffect(followSavedViews, []);
  const shipped = Object.keys(SHIPPED) as (keyof typeof SHIPPED)[];
  const isKnown = [...Object.values(SHIPPED), ...views.map((view) => view.query)].includes(query);
  return (
    <div className="run-views" role="group" aria-label={t('views')}>
      {shipped.map((name) => (
        <View key={name} name={t(`view.${name}`)} query={SHIPPED[name]} now={query} />
      ))}
      {views.map((view) => (
        <span key={view.name} className="run-view-own">
          <View {...view} now={query} />
          <button type="button" className="run-view-forget" aria-label={t('forgetView', { name: view.name })} onClick={() => forgetView(view.name)}>
            <X aria-hidden />
          </button>
        </span>
      ))}
      {isKnown || !isRead ? null : (
        <Button size="small" kind="quiet" icon={<Bookmark aria-hidden />} onPress={() => setNaming(true)}>
          {t('saveView')}
        </Button>
      )}
      {naming ? <NameView query={query} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}

function View({ name, query, now }: { name: string; query: string; now: string }) {
  return (
    <button type="button" className="run-view" aria-pressed={query === now} title={query} onClick={() => searchRuns(query)}>
      {name}
    </button>
  );
}

function NameView({ query, onClose }: { query: string; onClose: () => void }) {
  const { t } = useTranslation('history');
  const [name, setName] = useState('');
  const views = useSavedViews((state) => state.views) ?? [];
  const given = name.trim();
  const save = () => {
    if (given === '') return;
    saveView({ name: given, query });
    onClose();
  };
  return (
    <Dialog
      title={t('saveViewTitle')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" isDisabled={given === ''} onPress={save}>
            {t('saveViewNow')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label={t('viewName')}
          focusFirst
          value={name}
          onChange={setName}
          description={views.some((view) => view.name === given) ? t('viewNameTaken') : null}
        />
      </form>
      <p className="run-view-query">
        {t('viewQuery')}: <code>{query}</code>
      </p>
    </Dialog>
  );
}
