import type { Concept } from '../../schema.ts';
import type { Grid } from '../types.ts';
import { CONCEPTS_SHEET, isSheet, linesOf } from './sheets.ts';

/** A concept as it is chosen from a list: テレワーク（telework）. */
export function conceptChoice({ id, label }: Pick<Concept, 'id' | 'label'>): string {
  return `${label.ja}（${id}）`;
}

/** The concept that a cell means: by its choice, its id, or its name where the workbook lists it; null = none. */
export type ConceptIn = (text: string) => { readonly id: string; readonly label: string } | null;

const CHOICE = /^(.*)[（(]([a-z0-9]+(?:-[a-z0-9]+)*)[)）]$/;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** By the sheet of concepts, where there is one. */
export function conceptsIn(grids: readonly Grid[]): ConceptIn {
  const sheet = grids.find((grid) => isSheet(grid, CONCEPTS_SHEET));
  const names = (sheet ? linesOf(sheet) : []).flatMap(({ field }) => {
    const [, label, id] = CHOICE.exec(field('概念')) ?? [];
    return id === undefined ? [] : [{ id, label: label! }];
  });
  const byId = new Map(names.map((one) => [one.id, one]));
  const byLabel = new Map(names.map((one) => [one.label, one]));
  return (text) => {
    const [, label, id] = CHOICE.exec(text) ?? [];
    const listed = byLabel.get(text) ?? byId.get(id ?? text);
    if (listed !== undefined) return listed;
    if (id !== undefined) return { id, label: label! };
    return ID.test(text) ? { id: text, label: '' } : null;
  };
}

/** The concepts of a cell, a line or a comma each; ids may stand beside each other. What is none stays as it is. */
export function themesIn(text: string, conceptIn: ConceptIn): string[] {
  return text
    .split(/[\n,、，]+/)
    .flatMap((part) => (/^[\sa-z0-9-]+$/.test(part) ? part.split(/\s+/) : [part]))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => conceptIn(part)?.id ?? part);
}
