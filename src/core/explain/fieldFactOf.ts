import { containerFacts } from './facts/containerFacts';
import { environmentFacts } from './facts/environmentFacts';
import type { FactTable, FieldFact } from './facts/fieldFact';
import { lifecycleFacts } from './facts/lifecycleFacts';
import { objectFacts } from './facts/objectFacts';
import { podSpecFacts } from './facts/podSpecFacts';
import { workloadFacts } from './facts/workloadFacts';
import type { SchemaField } from './schemaField';

const tables: readonly FactTable[] = [
  podSpecFacts,
  containerFacts,
  lifecycleFacts,
  environmentFacts,
  workloadFacts,
  objectFacts,
];

/** What is known about a field; an entry of a map (`limits` → `cpu`) may have a fact of its own, as `limits[cpu]`. */
export function fieldFactOf({ definition, field, key }: SchemaField): FieldFact | undefined {
  for (const name of key === undefined ? [field] : [`${field}[${key}]`, field]) {
    for (const table of tables) {
      const facts = Object.hasOwn(table, definition) ? table[definition] : undefined;
      if (facts && Object.hasOwn(facts, name)) return facts[name];
    }
  }
  return undefined;
}
