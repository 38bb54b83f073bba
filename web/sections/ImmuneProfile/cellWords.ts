/** Names of the cells of the claim as the vocabulary has them; another key stands as it is. */
const names: Readonly<Record<string, string>> = {
  plasma_cell: 'Plasma cells',
  macrophage_m1: 'M1 macrophages',
  macrophage_m2: 'M2 macrophages',
}

export function cellWords(key: string): string {
  return names[key] ?? key
}
