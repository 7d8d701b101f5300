import { texts } from '../../texts.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** How long something has lasted, in its largest unit: "3d", or in a word "3 days". */
export function formatAge(since: string, now: number, unitDisplay: 'narrow' | 'long'): string {
  const lasted = Math.max(0, now - Date.parse(since))
  const [unit, size] = units.find(([, size]) => lasted >= size) ?? units[2]
  const format = new Intl.NumberFormat(texts.language, { style: 'unit', unit, unitDisplay })
  return format.format(Math.floor(lasted / size))
}

/** Since when a case is in a column: in its state, or in the first of its states that are of the department. */
export function sinceOf(
  clocks: Record<string, { since: string }>,
  isIn: (path: string) => boolean,
): string | null {
  const times = Object.entries(clocks).flatMap(([path, { since }]) =>
    path !== '' && isIn(path) ? [since] : [],
  )
  return times.reduce<string | null>(
    (first, since) => (first === null || since < first ? since : first),
    null,
  )
}

/** "Ada Strand" → "AS" */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(word => word !== '')
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return chosen.map(word => [...word][0]!.toLocaleUpperCase()).join('')
}
