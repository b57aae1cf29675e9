import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The page is shown by the desktop window and by `routine serve`, so every address is relative and nothing is inlined:
 * the strict content policy allows neither inline scripts nor fonts from `data:` addresses.
 */
export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 2000,
  },
  server: { port: 5173, strictPort: true },
});
