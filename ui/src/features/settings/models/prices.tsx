import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { ModelPriceList, ModelPriceView, ModelProvider } from '../../../contract';
import { Button } from '../../../shared/button';
import { Chip } from '../../../shared/chip';
import { Dialog } from '../../../shared/dialog';
import { SearchField, TextField } from '../../../shared/field';
import { tellFailure } from '../../../stores/tell-failure';

const DOLLARS = /^\d+(\.\d+)?$/;

/** Of which day a provider's prices are; all of them on demand. */
export function Prices({ provider }: { provider: ModelProvider }) {
  const { t } = useTranslation('models');
  const { id, name } = provider;
  const [list, setList] = useState<ModelPriceList | null>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    let isWanted = true;
    backend()
      .listModelPrices({ id })
      .then((found) => isWanted && setList(found), tellFailure);
    return () => {
      isWanted = false;
    };
  }, [id]);
  if (!list) return <>…</>;
  if (list.free) return <>{t('free')}</>;
  return (
    <>
      <span title={list.source}>{t('pricesOf', { date: list.date, count: list.prices.length })}</span>{' '}
      <Button size="small" kind="quiet" aria-label={t('pricesOfProvider', { name })} onPress={() => setOpen(true)}>
        {t('showPrices')}
      </Button>
      {isOpen ? <PricesDialog provider={provider} list={list} onList={setList} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface PricesDialogProps {
  provider: ModelProvider;
  list: ModelPriceList;
  onList: (list: ModelPriceList) => void;
  onClose: () => void;
}

/** What the models of a provider cost, by the table or by what a person has set. */
function PricesDialog({ provider: { id, name }, list, onList, onClose }: PricesDialogProps) {
  const { t } = useTranslation('models');
  const [wanted, setWanted] = useState('');
  const shown = list.prices.filter(({ model }) => model.toLowerCase().includes(wanted.trim().toLowerCase()));
  const forget = ({ model }: ModelPriceView) => void backend().removeModelPrice({ provider: id, model }).then(onList, tellFailure);
  return (
    <Dialog title={t('pricesOfProvider', { name })} open onClose={onClose} actions={<Button onPress={onClose}>{t('close')}</Button>}>
      <div className="settings-form">
        <p className="settings-hint">{t('pricesHelp', { source: list.source, date: list.date })}</p>
        <div className="price-search">
          <SearchField label={t('findModel')} value={wanted} onChange={setWanted} />
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached with the keyboard */}
        <div className="price-list" role="region" aria-label={t('priceList')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('model')}</th>
                <th scope="col">{t('priceInput')}</th>
                <th scope="col">{t('priceOutput')}</th>
                <th scope="col">{t('priceDate')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((price) => (
                <tr key={`${price.origin} ${price.model}`}>
                  <th scope="row">
                    <code>{price.model}</code>
                  </th>
                  <td>{price.input ?? '0'}</td>
                  <td>
                    {price.output ?? '0'}
                    {price.tiered ? <abbr title={t('tiered')}> +</abbr> : null}
                  </td>
                  <td>
                    {price.date}{' '}
                    {price.origin === 'person' ? (
                      <>
                        <Chip>{t('ownPrice')}</Chip>{' '}
                        <Button size="small" kind="quiet" aria-label={t('forgetPriceOf', { model: price.model })} onPress={() => forget(price)}>
                          {t('forgetPrice')}
                        </Button>
                      </>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <OwnPrice provider={id} onList={onList} />
      </div>
    </Dialog>
  );
}

/** A price that the table does not know, or has wrong. */
function OwnPrice({ provider, onList }: { provider: string; onList: (list: ModelPriceList) => void }) {
  const { t } = useTranslation('models');
  const [price, setPrice] = useState({ model: '', input: '', output: '' });
  const [error, setError] = useState<string | null>(null);
  const wrong = (text: string) => (text === '' || DOLLARS.test(text) ? null : t('wrongPrice'));
  const isComplete = price.model.trim() !== '' && DOLLARS.test(price.input) && DOLLARS.test(price.output);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    backend()
      .setModelPrice({ provider, model: price.model.trim(), input: price.input, output: price.output })
      .then(
        (list) => {
          setError(null);
          setPrice({ model: '', input: '', output: '' });
          onList(list);
        },
        (failure: unknown) => setError(asBackendError(failure).message),
      );
  };
  return (
    <form className="own-price" onSubmit={save}>
      <TextField label={t('setPriceOf')} value={price.model} onChange={(model) => setPrice({ ...price, model })} error={error} mono />
      <TextField label={t('priceInput')} value={price.input} onChange={(input) => setPrice({ ...price, input })} error={wrong(price.input)} inputMode="decimal" />
      <TextField label={t('priceOutput')} value={price.output} onChange={(output) => setPrice({ ...price, output })} error={wrong(price.output)} inputMode="decimal" />
      <Button type="submit" isDisabled={!isComplete}>
        {t('setPrice')}
      </Button>
    </form>
  );
}
