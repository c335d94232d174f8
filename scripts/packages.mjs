/** Contents of Debian and npm packages, which are measured on and never kept in the tree. */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where what is fetched stays. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "shareguard");

/** Unpacks a Debian package below `work`, and returns the folder of its files. */
export function fetchDebian(name, work) {
  run("apt-get", ["download", "-q", name], work);
  const [archive] = readdirSync(work);
  run("dpkg-deb", ["-x", archive, "content"], work);
  return join(work, "content");
}

/** Unpacks an npm package below `work`, and returns the folder of its files. */
export function fetchNpm(name, work) {
  run("npm", ["pack", "--silent", "--ignore-scripts", name], work);
  const [archive] = readdirSync(work);
  run("tar", ["-xzf", archive], work);
  return join(work, "package");
}

/** All files below a folder, in alphabetical order. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .sort();
}

function run(program, parameters, directory) {
  execFileSync(program, parameters, { cwd: directory, stdio: ["ignore", "ignore", "pipe"] });
}
