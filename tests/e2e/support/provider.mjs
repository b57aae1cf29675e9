// A model provider, added as a person adds one.
import { MODEL } from "./model-server.mjs";

/** Adds the server as a provider. @param {import("./story.mjs").Story} story @param {string} address @param {string} key */
export async function addProvider({ page }, address, key) {
  await page.getByRole("tab", { name: "Providers" }).click();
  await page.getByRole("button", { name: "Add a provider" }).click();
  await page.getByRole("menuitem", { name: "Another server" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a provider" });
  await dialog.getByLabel("Name").fill("Loopback");
  await dialog.getByLabel("Address").fill(address);
  await dialog.getByLabel("Model", { exact: true }).fill(MODEL);
  await dialog.getByText("It asks for a key").click();
  await dialog.getByLabel("Key", { exact: true }).fill(key);
  await dialog.getByRole("button", { name: /Keep it in/ }).click();
  await page.getByRole("option", { name: /Memory/ }).click();
  await dialog.getByRole("button", { name: "Save provider" }).click();
  await dialog.waitFor({ state: "detached" });
}
