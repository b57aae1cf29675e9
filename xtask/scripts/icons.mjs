// Draws src-tauri/icons/icon.svg in the sizes that bundles need. Run after changing the drawing.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

const here = (path) => new URL(`../../${path}`, import.meta.url);
const { chromium } = createRequire(here("ui/package.json"))("playwright-core");

const sizes = { "32x32.png": 32, "128x128.png": 128, "128x128@2x.png": 256, "icon.png": 512 };
const drawing = await readFile(here("src-tauri/icons/icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, size] of Object.entries(sizes)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${drawing}`);
  await page.screenshot({ path: here(`src-tauri/icons/${name}`).pathname, omitBackground: true });
  await page.close();
}
await browser.close();
