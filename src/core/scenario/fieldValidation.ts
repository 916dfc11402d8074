/**
 * What the API server does with fields that it does not have, as a request's `fieldValidation` asks for it
 * (apimachinery/pkg/apis/meta/v1, 0.37): kubectl asks for Strict unless `--validate` says otherwise.
 */
export type FieldValidation = 'Strict' | 'Ignore';

/** The id by which strict validation is taken for granted, or not. */
export const strictValidation = 'strict validation';
