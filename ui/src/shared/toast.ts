import { create } from 'zustand';

export interface Toast {
  id: number;
  tone: 'neutral' | 'red';
  words: string;
  action?: { label: string; run: () => void };
}

interface Toasts {
  toasts: Toast[];
  show: (toast: Omit<Toast, 'id'>) => void;
  dismiss: (id: number) => void;
}

let next = 1;
const MOST = 4;

/** Short messages that ask nothing. A failure stays until dismissed. */
export const useToasts = create<Toasts>((set) => ({
  toasts: [],
  show: (toast) => set((state) => ({ toasts: [...state.toasts, { ...toast, id: next++ }].slice(-MOST) })),
  dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));
