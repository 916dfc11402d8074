/** The field without `config.`, which every one of them would begin with. */
export function shortField(field: string): string {
  return field.replace(/^config\./, '');
}
