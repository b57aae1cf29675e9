// Where a story happens: folders of its own, thrown away afterwards.
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top of the repository. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A person's data folder and project folder. */
export class Place {
  /** @param {string} top */
  constructor(top) {
    this.top = top;
    this.project = join(top, "project");
    this.data = join(top, "data");
  }

  static async make() {
    const place = new Place(await mkdtemp(join(tmpdir(), "routine-studio-story-")));
    await mkdir(place.project);
    return place;
  }

  /** Environment under which a program sees only this place. */
  get variables() {
    return { ROUTINE_STUDIO_DATA: this.data, HOME: this.top, XDG_CONFIG_HOME: join(this.top, "config"), XDG_CACHE_HOME: join(this.top, "cache") };
  }

  /** Copies a file of the repository into the project folder; answers its path there. @param {string} file */
  async bring(file) {
    const copy = join(this.project, basename(file));
    await cp(join(ROOT, file), copy);
    return copy;
  }

  async clear() {
    await rm(this.top, { recursive: true, force: true });
  }
}

/** A program that was built. @param {string} variable @param {string} name */
export function built(variable, name) {
  return process.env[variable] ?? join(ROOT, "target/debug", name);
}
