import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './shared/tokens.css';
import './shared/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseBackend } from './backend/chosen';
import { Frame } from './features/frame/frame';
import { followAppearance } from './stores/appearance';
import { followNativeMenu, listenForKeys } from './stores/commands';
import { followConnection } from './stores/connection';
import { followOpened } from './stores/opened';
import { loadFirstWords } from './words/words';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

followAppearance();
listenForKeys();
await Promise.all([chooseBackend(), loadFirstWords()]);
followConnection();
followNativeMenu();
followOpened();
createRoot(root).render(
  <StrictMode>
    <Frame />
  </StrictMode>,
);
