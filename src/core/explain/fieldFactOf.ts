import { containerFacts } from './facts/containerFacts';
import { environmentFacts } from './facts/environmentFacts';
import type { FactTable, FieldFact } from './facts/fieldFact';
import { legacyVolumeFacts } from './facts/legacyVolumeFacts';
import { lifecycleFacts } from './facts/lifecycleFacts';
import { metadataFacts } from './facts/metadataFacts';
import { objectFacts } from './facts/objectFacts';
import { podSpecFacts } from './facts/podSpecFacts';
import { schedulingFacts } from './facts/schedulingFacts';
import { securityFacts } from './facts/securityFacts';
import { storageFacts } from './facts/storageFacts';
import { volumeFacts } from './facts/volumeFacts';
import { workloadFacts } from './facts/workloadFacts';
import type { SchemaField } from './schemaField';
import { entryOf } from '../entryOf';

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
