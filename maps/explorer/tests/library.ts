import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** What the Python library, or one that it stands on, makes of `given`: the script reads it from `given` and leaves its answer in `told`. */
export function askPython<T>(script: string, given: unknown): T {
  const whole = `import json, sys\ngiven = json.load(sys.stdin)\n${script}\njson.dump(told, sys.stdout)`;
  return JSON.parse(execFileSync(`${ROOT}.venv/bin/python`, ["-c", whole], { input: JSON.stringify(given), cwd: ROOT }).toString()) as T;
}
