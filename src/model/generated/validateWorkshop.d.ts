// Generated from src/model/schemas by `npm run generate`. Do not edit.

import type { Validate } from './validate.js';

export const validateWorkshop: Validate;
