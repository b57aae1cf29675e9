import type { TFunction } from 'i18next';
import i18next from 'i18next';
import type { StrategyContribution } from '../../contract';

/** What the detector has seen, in the language of the page; what an older program put on record is said as it stands there. */
export function seenWords(t: TFunction<'strategy'>, { code, said, because }: StrategyContribution): string {
  if (code === null || !i18next.exists(`strategy:seen.${code}`)) return because;
  const quoted = (word: string) => t('quoted', { word });
  const [first = '', second = ''] = code === 'textSays' ? [said.map(quoted).join(', ')] : said;
  return t(`seen.${code}` as 'seen.promptSays', { first, second });
}
