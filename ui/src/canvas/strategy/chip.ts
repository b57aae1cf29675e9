import type { Strategy } from '../../contract';

/** How a step is done, as far as the chip on its shape tells. */
export interface StrategyBadge {
  strategy: Strategy;
  /** The detector chose. */
  auto: boolean;
  /** It is set on the step itself. */
  own: boolean;
  /** It was done another way than was computed beforehand. */
  differs?: boolean;
  /** The same in words; shown when the pointer rests on the chip. */
  words: string;
}

/** The letter of each strategy; its shape and colour say the same. */
export const STRATEGY_LETTERS = { deterministic: 'D', reasoning: 'R', conversational: 'C', auto: 'A' } as const;

/** Makes an element say how a step is done. */
export function dressChip(chip: HTMLElement, { strategy, auto, own, differs, words }: StrategyBadge): void {
  chip.className = 'strategy-mark';
  chip.dataset['strategy'] = strategy;
  chip.dataset['own'] = String(own);
  chip.dataset['differs'] = String(differs ?? false);
  chip.title = words;
  chip.replaceChildren(...(auto ? [glyph('auto'), glyph(strategy)] : [glyph(strategy)]));
}

function glyph(kind: keyof typeof STRATEGY_LETTERS): HTMLElement {
  const made = document.createElement('span');
  made.className = `strategy-glyph strategy-glyph-${kind}`;
  made.textContent = STRATEGY_LETTERS[kind];
  return made;
}
