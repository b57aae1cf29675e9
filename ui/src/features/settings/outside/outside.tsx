import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { OutsideRules, OutsideRulesView, SearchKind } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { Select } from '../../../shared/select';
import { Loading } from '../../../shared/states';
import { tellFailure } from '../../../stores/tell-failure';
import { hostsOf, linesOf, wrongHosts } from './hosts';

const ENGINES = ['none', 'searxng', 'brave'] as const satisfies readonly (SearchKind | 'none')[];
const BRAVE = 'https://api.search.brave.com/res/v1/web/search';
const ADDRESS = /^https?:\/\/[^\s/@]+/;

/** Which hosts steps may speak to, and who searches the web. */
export function Outside() {
  const { t } = useTranslation('outside');
  const [view, setView] = useState<OutsideRulesView | null>(null);
  useEffect(() => void backend().getOutsideRules().then(setView, tellFailure), []);
  if (!view) return <Loading label={t('title')} />;
  return <Form key={JSON.stringify(view.rules)} view={view} onSaved={setView} />;
}

function Form({ view, onSaved }: { view: OutsideRulesView; onSaved: (view: OutsideRulesView) => void }) {
  const { t } = useTranslation('outside');
  const { rules, fromEnvironment } = view;
  const [allowed, setAllowed] = useState(linesOf(rules.allowedHosts));
  const [blocked, setBlocked] = useState(linesOf(rules.blockedHosts));
  const [inside, setInside] = useState(linesOf(rules.privateHosts));
  const [kind, setKind] = useState<SearchKind | 'none'>(rules.search?.kind ?? 'none');
  const [url, setUrl] = useState(rules.search?.url ?? '');
  const [secret, setSecret] = useState(rules.search?.secret ?? '');
  const [error, setError] = useState<string | null>(null);
  const wrong = (text: string) => {
    const hosts = wrongHosts(text);
    return hosts.length === 0 ? null : t('wrongHosts', { hosts: hosts.join(', ') });
  };
  const wrongUrl = kind === 'none' || ADDRESS.test(url.trim()) ? null : t('wrongAddress');
  const isWrong = [wrong(allowed), wrong(blocked), wrong(inside), wrongUrl].some((text) => text !== null);
  const changed: OutsideRules = {
    allowedHosts: hostsOf(allowed),
    blockedHosts: hostsOf(blocked),
    privateHosts: hostsOf(inside),
    search: kind === 'none' ? null : { kind, url: url.trim(), secret: secret.trim() || null },
  };
  const choose = (next: SearchKind | 'none') => {
    setKind(next);
    if (next === 'brave' && url.trim() === '') setUrl(BRAVE);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    backend()
      .setOutsideRules({ rules: changed })
      .then(onSaved, (failure: unknown) => setError(asBackendError(failure).message));
  };
  const known = { ...fromEnvironment, search: fromEnvironment.search?.url ? [fromEnvironment.search.url] : [] };
  const environment = [...known.allowedHosts, ...known.privateHosts, ...known.search];
  return (
    <form className="settings settings-form" onSubmit={save}>
      <p className="settings-hint">{t('help')}</p>
      {environment.length === 0 ? null : <p className="settings-hint">{t('fromEnvironment', { what: environment.join(', ') })}</p>}
      <h2 className="settings-section">{t('hosts')}</h2>
      <TextField label={t('allowed')} value={allowed} onChange={setAllowed} error={wrong(allowed)} description={t('allowedHelp')} placeholder={t('everyHost')} rows={3} mono />
      <TextField label={t('blocked')} value={blocked} onChange={setBlocked} error={wrong(blocked)} description={t('blockedHelp')} rows={3} mono />
      <TextField label={t('inside')} value={inside} onChange={setInside} error={wrong(inside)} description={t('insideHelp')} rows={3} mono />
      <h2 className="settings-section">{t('search')}</h2>
      <Select label={t('engine')} value={kind} choices={ENGINES.map((value) => ({ value, label: t(`engine_${value}`) }))} onChange={choose} />
      {kind === 'none' ? null : (
        <>
          <TextField label={t('address')} value={url} onChange={setUrl} error={wrongUrl} description={t('addressHelp')} mono />
          <TextField label={t('secret')} value={secret} onChange={setSecret} description={t('secretHelp')} mono />
        </>
      )}
      {error === null ? null : (
        <p className="settings-error" role="alert">
          {error}
        </p>
      )}
      <div>
        <Button kind="primary" type="submit" isDisabled={isWrong || JSON.stringify(changed) === JSON.stringify(rules)}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
