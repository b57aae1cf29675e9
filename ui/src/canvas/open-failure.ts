/** A text that cannot be drawn: where it breaks, and the parser's own words. */
export class OpenFailure extends Error {
  override readonly name = 'OpenFailure';
  /** From 1. */
  readonly line: number | null;
  /** From 1. */
  readonly column: number | null;

  constructor(message: string, place: { line: number; column: number } | null) {
    super(message);
    this.line = place?.line ?? null;
    this.column = place?.column ?? null;
  }

  static from(failure: unknown): OpenFailure {
    if (failure instanceof OpenFailure) return failure;
    const words = failure instanceof Error ? failure.message : String(failure);
    const found = /line:\s*(\d+)\s+column:\s*(\d+)/.exec(words);
    const place = found ? { line: Number(found[1]) + 1, column: Number(found[2]) + 1 } : null;
    const first = words.split('\n')[0] ?? words;
    const nested = /nested error:\s*(.+)/.exec(words)?.[1];
    return new OpenFailure(nested ? `${first.trim()}: ${nested.trim()}` : first.trim(), place);
  }
}
