/**
 * Reads pictures by tesseract.js, Chinese and English, wholly locally: lines `{"id", "path"}` in, lines `{"id",
 * "text"}` out.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { createWorker } from "tesseract.js";

const LANGUAGES = ["chi_sim", "eng"];
/** The LSTM networks in whole numbers, as tesseract.js takes them by itself. */
const VARIANT = "4.0.0_best_int";

const require = createRequire(import.meta.url);
const languages = mkdtempSync(join(tmpdir(), "languages-"));
try {
  for (const language of LANGUAGES) {
    const folder = dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
    copyFileSync(join(folder, VARIANT, `${language}.traineddata.gz`), join(languages, `${language}.traineddata.gz`));
  }
  const worker = await createWorker(LANGUAGES, 1, { langPath: languages, cacheMethod: "none", gzip: true });
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, path } = JSON.parse(line);
    const { data } = await worker.recognize(path);
    process.stdout.write(`${JSON.stringify({ id, text: data.text })}\n`);
  }
  await worker.terminate();
} finally {
  rmSync(languages, { recursive: true });
}
