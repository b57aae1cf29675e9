import type { ModuleDeclaration } from 'didi';
import { StrategyLayer } from './strategy-layer';
import './strategy-layer.css';

export const strategyModule: ModuleDeclaration = {
  __init__: ['strategyLayer'],
  strategyLayer: ['type', StrategyLayer],
};

export { STRATEGY_LETTERS, type StrategyBadge } from './chip';
export type { StrategyLayer } from './strategy-layer';
