import { containerFacts } from './containerFacts';
import { environmentFacts } from './environmentFacts';
import type { FactTable, FieldFact } from './fieldFact';
import { legacyVolumeFacts } from './legacyVolumeFacts';
import { lifecycleFacts } from './lifecycleFacts';
import { metadataFacts } from './metadataFacts';
import { objectFacts } from './objectFacts';
import { podSpecFacts } from './podSpecFacts';
import { schedulingFacts } from './schedulingFacts';
import { securityFacts } from './securityFacts';
import { storageFacts } from './storageFacts';
import { volumeFacts } from './volumeFacts';
import { workloadFacts } from './workloadFacts';
import type { SchemaField } from '../../api/schemaField';
import { entryOf } from '../../entryOf';

const tables: readonly FactTable[] = [
  podSpecFacts,
  containerFacts,
  lifecycleFacts,
  environmentFacts,
  securityFacts,
  schedulingFacts,
  volumeFacts,
  legacyVolumeFacts,
  workloadFacts,
  objectFacts,
  storageFacts,
  metadataFacts,
];

/** What is known about a field; an entry of a map (`limits` → `cpu`) may have a fact of its own, as `limits[cpu]`. */
export function fieldFactOf({ definition, field, key }: SchemaField): FieldFact | undefined {
  for (const name of key === undefined ? [field] : [`${field}[${key}]`, field]) {
    for (const table of tables) {
      const fact = entryOf(entryOf(table, definition), name);
      if (fact) return fact;
    }
  }
  return undefined;
}
