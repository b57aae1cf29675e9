import type { PathReason } from '../../../contract';
import type { Names } from '../names';
import { creditsWords } from '../record/words';
import type { Speech } from './waiting';

/** Why a way was taken, for people. */
export interface ReasonWords {
  /** Who chose what. */
  who: string;
  /** What they say about it. Untrusted. */
  because: string;
  /** What asking has cost; null where no model was asked that costs anything. */
  price: string | null;
}

export function reasonWords({ t, language }: Pick<Speech, 't' | 'language'>, { flowIds, because, byModel, advice }: PathReason, names: Names): ReasonWords {
  const price = advice === null || advice.scripted ? null : creditsWords(t, language, advice.credits);
  return { who: whoWords(t, flowIds.map(names.element).join(', '), byModel, advice), because, price };
}

function whoWords(t: Speech['t'], flows: string, byModel: boolean, advice: PathReason['advice']): string {
  if (flows === '') return t('pathReason.left');
  if (!byModel) return t('pathReason.person', { flows });
  if (advice === null) return t('pathReason.unnamed', { flows });
  return advice.scripted ? t('pathReason.demo', { flows }) : t('pathReason.model', { model: advice.model, flows });
}
