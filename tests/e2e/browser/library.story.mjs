// Library: what is in the project folder, and how it gets there.
import assert from "node:assert/strict";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { ROOT } from "../support/place.mjs";
import { PURCHASE, Story } from "../support/story.mjs";

test("a routine that is put into the project folder appears without being asked for", async (t) => {
  const { page, place } = await Story.begin(t, { bring: [] });
  await page.getByRole("heading", { name: "No routines yet" }).waitFor();
  await copyFile(join(ROOT, PURCHASE), join(place.project, "purchase.bpmn"));
  await page.getByRole("row", { name: "Purchase purchase.bpmn" }).waitFor();
});

test("a new routine is a file in the project folder and opens in the designer", async (t) => {
  const { page, place } = await Story.begin(t);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByRole("menuitem", { name: "Blank routine…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Water the plants");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("application", { name: "Diagram of Water the plants" }).waitFor();
  const text = await readFile(join(place.project, "Water-the-plants.bpmn"), "utf8");
  assert.match(text, /name="Water the plants"/, "the file holds the routine under its name");
});

test("a file that is dropped on the page is imported", async (t) => {
  const { page, place } = await Story.begin(t, { bring: [] });
  await page.getByRole("heading", { name: "No routines yet" }).waitFor();
  const xml = await readFile(join(ROOT, PURCHASE), "utf8");
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "dropped.bpmn", { type: "application/xml" }));
    return transfer;
  }, xml);
  for (const kind of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("main", kind, { dataTransfer: dropped });
  }
  await page.getByRole("application", { name: "Diagram of Purchase" }).waitFor();
  assert.equal(await readFile(join(place.project, "dropped.bpmn"), "utf8"), xml, "the file arrives as it was");
});

test("searching narrows the list to what matches", async (t) => {
  const { page } = await Story.begin(t);
  await page.getByRole("row", { name: "Purchase purchase.bpmn" }).waitFor();
  await page.getByRole("searchbox", { name: "Find a routine" }).fill("nothing like that");
  await page.getByText("No routine is called that").waitFor();
  await page.getByRole("button", { name: "Clear search" }).first().click();
  await page.getByRole("row", { name: "Purchase purchase.bpmn" }).waitFor();
});
