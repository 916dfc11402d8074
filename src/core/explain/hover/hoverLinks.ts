import { apiReference } from './apiReference';
import { criFieldPlace, protoAddress } from '../requests/criField';
import { mainEffect } from './effectLines';
import { isFieldEffect, type Effect } from '../difference/effects';
import { joined, link } from '../../textRuns';
import type { Section } from '../text/markdown';
import type { SchemaField } from '../../api/schemaField';

/** Somewhere to go from a hover: an address, or something for the host to show. */
export type HoverLink =
  | { title: string; address: string }
  | { title: string; action: 'showInDiagram' | 'showRequest'; call: string; field?: string };

/** Where a hover on a field leads: the call and the request that respond most, the API's reference, api.proto. */
export function hoverLinks(field: SchemaField, effects: readonly Effect[]): HoverLink[] {
  const links: HoverLink[] = [];
  const first = mainEffect(effects);
  if (first) {
    const cri = isFieldEffect(first) ? { field: first.field } : {};
    links.push({ title: 'Show in diagram', action: 'showInDiagram', call: first.call, ...cri });
    links.push({ title: 'Show request', action: 'showRequest', call: first.call, ...cri });
  }
  const address = apiReference(field.definition);
  if (address) links.push({ title: 'API reference', address });
  if (first && isFieldEffect(first)) {
    const place = criFieldPlace(first.call.split(' ')[0] ?? '', first.field);
    if (place) links.push({ title: `api.proto: ${place.message}.${place.field}`, address: protoAddress(place.line) });
  }
  return links;
}

/** The last line of a hover: its links, where the host says how each is reached. */
export function linked(links: readonly HoverLink[], addressOf?: (link: HoverLink) => string): Section[] {
  if (!addressOf || links.length === 0) return [];
  return [
    {
      lines: [
        joined(
          links.map((each) => link(each.title, addressOf(each))),
          ' · ',
        ),
      ],
    },
  ];
}
