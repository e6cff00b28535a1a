import { partsOf } from './index/department-parts.ts';

/** Departments of the same kind as this one (another 区役所), without it; where it is the only one of its kind, all others. */
export function neighboursOf(
  name: string,
  departments: readonly { readonly name: string }[],
): { readonly kind: string | null; readonly names: readonly string[] } {
  const kind = partsOf(name).ending?.ja ?? null;
  const others = departments.map((department) => department.name).filter((other) => other !== name);
  const alike = kind === null ? [] : others.filter((other) => partsOf(other).ending?.ja === kind);
  return alike.length === 0 ? { kind: null, names: others } : { kind, names: alike };
}
