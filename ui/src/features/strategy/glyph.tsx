import { STRATEGY_LETTERS } from '../../canvas/strategy/chip';
import type { StrategySetting } from '../../contract';
import '../../shared/strategy-glyph.css';

/** The letter of a strategy in its shape, as on the drawing. The words beside it say the same. */
export function StrategyGlyph({ kind, own = true }: { kind: Exclude<StrategySetting, 'inherit'>; own?: boolean }) {
  return (
    <span className="strategy-one" data-own={own} aria-hidden>
      <span className={`strategy-glyph strategy-glyph-${kind}`}>{STRATEGY_LETTERS[kind]}</span>
    </span>
  );
}
