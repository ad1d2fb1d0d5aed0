/** @fileoverview How the question looks and behaves, where a site says so. */

/**
 * @param {!PisteConfiguration} found
 * @return {!PisteOptions}
 */
export const optionsOf = (found) => found.options || /** @type {!PisteOptions} */ ({});
