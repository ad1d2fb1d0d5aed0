/** @fileoverview The question does not lie on what the keyboard is at. */

/**
 * Moves the banner to the other half of the window when the focus goes to something behind it.
 *
 * @param {!Element} banner
 */
export const stepAside = (banner) => {
  const look = () => {
    const at = /** @type {!Element} */ (document.activeElement).getBoundingClientRect();
    const own = banner.getBoundingClientRect();
    const covered =
      at.bottom > own.top && at.top < own.bottom && at.right > own.left && at.left < own.right;
    // What is large shows beside it anyway. A banner that is hidden covers nothing.
    if (covered && at.height < window.innerHeight / 2) {
      const low = at.top + at.bottom > window.innerHeight;
      banner.classList.toggle('up', low);
      banner.classList.toggle('down', !low);
    }
  };
  // Later: the browser brings it into view first.
  document.addEventListener('focusin', () => requestAnimationFrame(look));
};
