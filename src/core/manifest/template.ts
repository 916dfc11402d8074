/** What something else replaces before a text is YAML: a template expression (`{{ … }}`), or a mark such as `@@IMAGE@@`. */
export interface Template {
  offset: number;
  source: string;
}
