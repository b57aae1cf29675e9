import type { ModuleDeclaration } from 'didi';
import { RunLayer } from './run-layer';
import './run-layer.css';

export const runLayerModule: ModuleDeclaration = {
  __init__: ['runLayer'],
  runLayer: ['type', RunLayer],
};

export type { RunLayer } from './run-layer';
export type { BreakSign, FlowChoice, Mark, MarkKind, PathSign, Token, TokenState } from './types';
