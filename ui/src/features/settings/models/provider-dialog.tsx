import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { ModelProtocol, ModelProvider, SecretPlace } from '../../../contract';
import { Button } from '../../../shared/button';
import { Check } from '../../../shared/check';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { SecretField, takeSecret } from '../../../shared/secret-field';
import { Select } from '../../../shared/select';
import { keepModels, useModels } from '../../../stores/models';
import { loadSecrets } from '../../../stores/secrets';
import { PlaceChoice } from '../secrets/place-choice';
import { freeId, idFrom } from '../free-id';
import { secretFor } from './new-provider';

const PROTOCOLS = ['openAi', 'anthropic', 'gemini', 'localFile'] as const satisfies readonly ModelProtocol[];

interface ProviderDialogProps {
  provider: ModelProvider;
  isNew: boolean;
  /** Models that it is known to have. */
  models: readonly string[];
  onClose: () => void;
}

/** Asks for a provider. Its key goes straight to where secrets are kept; nothing here can show it again. */
export function ProviderDialog({ provider: given, isNew, models, onClose }: ProviderDialogProps) {
  const { t } = useTranslation('models');
  const [provider, setProvider] = useState(given);
  const [place, setPlace] = useState<SecretPlace | 'best'>('best');
  const [error, setError] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const key = useRef<HTMLInputElement>(null);
  const taken = useModels((state) => state.settings?.providers ?? []);
  const set = (change: Partial<ModelProvider>) => setProvider({ ...provider, ...change });
  const isFile = provider.protocol === 'localFile';
  const where = isFile ? (provider.file ?? '') : provider.baseUrl;
  const isComplete = provider.name.trim() !== '' && where.trim() !== '';

  const save = async () => {
    const known = taken.map(({ id }) => id);
    const own = isNew ? { ...provider, id: freeId(given.name === '' ? idFrom(provider.name) : provider.id, known) } : provider;
    const secret = own.secret === null || own.secret === undefined ? null : isNew ? secretFor(own.id) : own.secret;
    const value = takeSecret(key);
    if (secret !== null && value !== '') await backend().setSecret({ name: secret, value, ...(place === 'best' ? {} : { place }) });
    keepModels(await backend().saveProvider({ provider: { ...own, secret } }));
    await loadSecrets();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || isSaving) return;
    setSaving(true);
    setError(null);
    save().then(onClose, (failure: unknown) => {
      const { message, hint } = asBackendError(failure);
      setSaving(false);
      setError(hint ? `${message} ${hint}` : message);
    });
  };

  return (
    <Dialog
      title={isNew ? t('addTitle') : t('editTitle', { name: given.name })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form="provider" isDisabled={!isComplete || isSaving}>
            {t('saveProvider')}
          </Button>
        </>
      }
    >
      <form id="provider" className="settings-form" onSubmit={submit}>
        <TextField label={t('name')} value={provider.name} onChange={(name) => set({ name })} description={isNew ? null : t('idIs', { id: provider.id })} focusFirst required />
        {given.name === '' || !isNew ? (
          <Select
            label={t('protocol')}
            value={provider.protocol}
            choices={PROTOCOLS.map((value) => ({ value, label: t(`protocol_${value}`) }))}
            onChange={(protocol) => set({ protocol })}
          />
        ) : null}
        {isFile ? (
          <TextField label={t('file')} value={provider.file ?? ''} onChange={(file) => set({ file })} description={t('fileHelp')} mono required />
        ) : (
          <TextField label={t('address')} value={provider.baseUrl} onChange={(baseUrl) => set({ baseUrl })} description={t('addressHelp')} mono required />
        )}
        <ModelField provider={provider} models={models} onChange={(model) => set({ model })} isNew={isNew} />
        {isFile ? null : (
          <Check
            label={t('asksForKey')}
            checked={provider.secret !== null && provider.secret !== undefined}
            onChange={(asks) => set({ secret: asks ? (given.secret ?? secretFor(provider.id)) : null })}
          />
        )}
        {provider.secret && !isFile ? (
          <>
            <SecretField label={t('key')} input={key} description={t(isNew ? 'keyHelp' : 'keyReplaceHelp')} />
            <PlaceChoice value={place} onChange={setPlace} />
          </>
        ) : null}
        <TextField label={t('priceTable')} value={provider.prices ?? ''} onChange={(prices) => set({ prices: prices || null })} description={t('priceTableHelp')} mono />
        {error === null ? null : (
          <p className="settings-error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}

interface ModelFieldProps {
  provider: ModelProvider;
  models: readonly string[];
  isNew: boolean;
  onChange: (model: string | null) => void;
}

/** The model, typed or taken from what the provider says it has. */
function ModelField({ provider, models, isNew, onChange }: ModelFieldProps) {
  const { t } = useTranslation('models');
  const [listed, setListed] = useState<readonly string[]>(models);
  const [error, setError] = useState<string | null>(null);
  const ask = () => {
    backend()
      .listModels({ id: provider.id })
      .then(
        (found) => setListed(found.map(({ name }) => name)),
        (failure: unknown) => setError(asBackendError(failure).message),
      );
  };
  return (
    <>
      <TextField label={t('model')} value={provider.model ?? ''} onChange={(model) => onChange(model || null)} description={t('modelHelp')} error={error} mono />
      {listed.length > 0 ? (
        <Select
          label={t('modelsListed')}
          value={listed.find((name) => name === provider.model) ?? null}
          placeholder={t('chooseModel')}
          choices={listed.map((value) => ({ value, label: value }))}
          onChange={onChange}
        />
      ) : isNew ? null : (
        <div>
          <Button size="small" onPress={ask}>
            {t('listModels')}
          </Button>
        </div>
      )}
    </>
  );
}
