/**
 * lit-html 3.3.3, 3.4 KB gzipped, BSD-3-Clause: the smallest library that redraws only what changed and escapes all
 * that it puts in; it needs neither eval nor inline style, so it works under `default-src 'none'`. Pages know it
 * through this file only.
 */
export { html, nothing, render, svg, type TemplateResult as View } from 'lit-html';
export { repeat } from 'lit-html/directives/repeat.js';
export { live } from 'lit-html/directives/live.js';
export { ref } from 'lit-html/directives/ref.js';
