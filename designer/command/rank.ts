// Which commands fit what was typed, and in which order.

import type { AppCommand } from './registry.ts'

/** Every word has to be found somewhere; a title that begins with it goes before one that holds it. */
export function rank(list: readonly AppCommand[], query: string, recent: readonly string[]): AppCommand[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const scored = list.flatMap((command, n) => {
    const score = scoreOf(command, words)
    return score === null ? [] : [{ command, n, score, used: recency(command.id, recent) }]
  })
  scored.sort((a, b) => a.score - b.score || a.used - b.used || a.n - b.n)
  return scored.map(({ command }) => command)
}

/** 0 is best; null: it does not fit. */
function scoreOf({ title, group, words: others = '', id }: AppCommand, words: string[]): number | null {
  const name = title.toLowerCase()
  const rest = `${group} ${others} ${id}`.toLowerCase()
  let score = 0
  for (const word of words) {
    if (name.startsWith(word)) continue
    if (name.split(/[^\p{L}\p{N}]+/u).some(part => part.startsWith(word))) score += 1
    else if (name.includes(word)) score += 2
    else if (rest.includes(word)) score += 3
    else return null
  }
  return score
}

function recency(id: string, recent: readonly string[]): number {
  const at = recent.indexOf(id)
  return at === -1 ? recent.length : at
}

const most = 6

/** The ids used last, newest first, after one more use. */
export const used = (recent: readonly string[], id: string): string[] =>
  [id, ...recent.filter(one => one !== id)].slice(0, most)
