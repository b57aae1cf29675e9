import type Palette from 'diagram-js/lib/features/palette/Palette';

type Entries = Record<string, { group?: string }>;

const AFTER_OTHERS = 100;

/** The drawing is dragged directly, so the hand needs no tool; groups and pools stay in the *create* menu. */
export class LeanPalette {
  static readonly $inject = ['palette'];

  constructor(palette: Palette) {
    palette.registerProvider(AFTER_OTHERS, this as never);
  }

  getPaletteEntries(): (entries: Entries) => Entries {
    return ({ 'hand-tool': _hand, 'create.group': _group, ...entries }) => entries;
  }
}
