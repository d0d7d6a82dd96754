// Generated from src/model/schemas by `npm run generate`. Do not edit.

export interface ValidationError {
  /** JSON Pointer to the wrong value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set when a key of a map is wrong, not its value. */
  readonly propertyName?: string;
}

export interface Validate {
  (value: unknown): boolean;
  /** Of the last call. */
  errors: readonly ValidationError[] | null;
}

export const validateApiIngestionInput: Validate;
export const validateApiParameters: Validate;
export const validateChunk: Validate;
export const validateChunkingConfiguration: Validate;
export const validateConversionConfiguration: Validate;
export const validateCrawlingConfiguration: Validate;
export const validateIndexingStageConfiguration: Validate;
export const validateIngestionWorkflowInput: Validate;
export const validateMimeTypesEnum: Validate;
export const validateRecursiveChunkingStageConfiguration: Validate;
export const validateRuleKindEnum: Validate;
export const validateSource: Validate;
export const validateSourceOptions: Validate;
export const validateStageConfiguration: Validate;
export const validateStageEnum: Validate;
export const validateStatusEnum: Validate;
export const validateValidationRule: Validate;
export const validateValidationRules: Validate;
