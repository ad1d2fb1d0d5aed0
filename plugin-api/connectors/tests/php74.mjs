/**
 * PHP 7.4, the oldest that connectors promise to run on, as WebAssembly from the npm package
 * @php-wasm/node-7-4: node php74.mjs FOLDER-OF-THE-PACKAGE ARGUMENTS-OF-PHP. It sees this file's
 * connectors, the current folder and Debian's PHP libraries under their own names, and prints what
 * PHP prints.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [, , folder, ...given] = process.argv;
const { init, dependencyFilename } = await import(path.resolve(folder, 'asyncify/php_7_4.js'));
const connectors = path.resolve(import.meta.dirname, '..');

const php = await new Promise((ready) => {
  const loader = {
    wasmBinary: readFileSync(dependencyFilename),
    locateFile: (name) => path.join(path.dirname(dependencyFilename), name),
    debug: false,
    onRuntimeInitialized: () => ready(loader),
  };
  init('NODE', loader);
});

for (const seen of new Set([connectors, process.cwd(), '/usr/share/php', '/usr/bin'])) {
  php.FS.mkdirTree(seen);
  php.FS.mount(php.FS.filesystems.NODEFS, { root: seen }, seen);
}
php.FS.chdir(process.cwd());
for (const argument of ['php', ...given]) {
  php.ccall('wasm_add_cli_arg', null, ['string'], [argument]);
}
// PHP ends by an exception that carries its exit status.
process.on('uncaughtException', (end) => process.exit(end.status ?? 70));
await php.ccall('run_cli', 'number', [], [], { async: true });
