import { create } from 'zustand';

interface Status {
  /** When the shown document was last written, in ms since 1970. */
  savedAt: number | null;
  problems: { errors: number; warnings: number } | null;
  /** Zoom of the canvas; 1 is 100 %. */
  zoom: number | null;
  set: (change: Partial<Pick<Status, 'savedAt' | 'problems' | 'zoom'>>) => void;
}

/** What the status bar says about the document on the screen. */
export const useStatus = create<Status>((set) => ({
  savedAt: null,
  problems: null,
  zoom: null,
  set: (change) => set(change),
}));
