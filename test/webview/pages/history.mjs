import assert from 'node:assert/strict';
export const cases = ['done', 'parked', 'foreign', 'empty', 'corrupt', 'gone', 'engineGone'];
export const tests = {};
