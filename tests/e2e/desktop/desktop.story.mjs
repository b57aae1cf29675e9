// The real desktop program under Xvfb: its window, its web view, its one door to the engine.
import assert from "node:assert/strict";
import test from "node:test";
import { end } from "../support/child.mjs";
import { startDisplay } from "../support/display.mjs";
import { Place, built } from "../support/place.mjs";
import { PURCHASE } from "../support/story.mjs";
import { until } from "../support/until.mjs";
import { DesktopProgram, Keys } from "../support/webdriver.mjs";

/** A display and a place with a routine; both are gone when the test has ended. @param {import("node:test").TestContext} t */
async function begin(t) {
  const display = await startDisplay();
  const place = await Place.make();
  const file = await place.bring(PURCHASE);
  t.after(async () => {
    await end(display.child);
    await place.clear();
  });
  const start = async () => {
    const program = built("ROUTINE_STUDIO", "routine-studio");
    const variables = { ...place.variables, DISPLAY: display.name };
    const started = await DesktopProgram.start({ program, args: [file], variables });
    t.after(() => started.kill());
    await started.element('.djs-element[data-element-id="SumUp"]');
    return started;
  };
  return { start };
}

/** @param {DesktopProgram} program @param {string} words */
function statusIs(program, words) {
  return until(`the run says ${words}`, async () => (await program.text(".run-status")).includes(words));
}

/** Presses the button with this text. @param {DesktopProgram} program @param {string} text */
async function pressButton(program, text) {
  await until(`${text} can be pressed`, () =>
    program.evaluate(
      `const wanted = [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === arguments[0]);
       wanted?.setAttribute("data-pressed-by", arguments[0]); return Boolean(wanted) && !wanted.disabled;`,
      text,
    ),
  );
  await program.click(`button[data-pressed-by="${text}"]`);
}

test("a file named on the command line is drawn, and the window carries its name", async (t) => {
  const program = await (await begin(t)).start();
  await until("the window has the routine's name", async () => (await program.title()).startsWith("Purchase"));
  const reach = await program.evaluate(`return [typeof window.__TAURI__, typeof window.require]`);
  assert.deepEqual(reach, ["undefined", "undefined"], "the page has no global door to the system");
  const isRefused = await program.evaluate(
    `return window.__TAURI_INTERNALS__.invoke("plugin:window|set_title", { label: "main", value: "mine" }).then(() => false, () => true);`,
  );
  assert.equal(isRefused, true, "the page may call no command of Tauri's own");
  await program.close();
});

test("a run goes from the first step to its end in the window", async (t) => {
  const program = await (await begin(t)).start();
  await program.press(Keys.control, Keys.enter);
  await statusIs(program, "Waiting");
  await pressButton(program, "Answer");
  await program.type('input[type="text"][id*="Field_remark"], .fjs-form input[type="text"]', "needed on Monday");
  await pressButton(program, "Complete");
  await statusIs(program, "Completed");
  await program.close();
});

test("a run that waits is found again after the program was killed", async (t) => {
  const { start } = await begin(t);
  const first = await start();
  await first.press(Keys.control, Keys.enter);
  await statusIs(first, "Waiting");
  await first.kill();

  const second = await start();
  await pressButton(second, "History");
  await until("the run is listed", async () => (await second.text("main")).includes("Purchase"));
  await second.evaluate(
    `const row = [...document.querySelectorAll("main [role=row]")].find((one) => one.textContent.includes("Purchase"));
     row.setAttribute("data-story", "run");`,
  );
  await second.click('[data-story="run"] [role=rowheader], [data-story="run"] [role=gridcell]:nth-child(2)');
  await second.press(Keys.enter);
  await statusIs(second, "Waiting");
  await second.close();
});
