import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './shared/tokens.css';
import './shared/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Frame } from './features/frame/frame';
import { followAppearance } from './stores/appearance';
import { listenForKeys } from './stores/commands';
import { loadWords } from './words/words';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

followAppearance();
listenForKeys();
await loadWords();
createRoot(root).render(
  <StrictMode>
    <Frame />
  </StrictMode>,
);
