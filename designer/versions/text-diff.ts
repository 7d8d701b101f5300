// What changed within a text, word by word.

/** A stretch that both texts have, or only the earlier, or only the later one. */
export type Piece = { kind: 'same' | 'removed' | 'added'; text: string }

/** Above this many comparisons a text is shown as replaced: nobody reads such a difference word by word. */
const mostComparisons = 4_000_000

/** The pieces without the added ones are `before`, without the removed ones `after`. */
export function diffText(before: string, after: string): Piece[] {
  const [was, is] = [wordsOf(before), wordsOf(after)]
  const head = countSame(was, is)
  const tail = countSame(was.slice(head).reverse(), is.slice(head).reverse())
  const middle = diffWords(was.slice(head, was.length - tail), is.slice(head, is.length - tail))
  return joined([
    { kind: 'same', text: was.slice(0, head).join('') },
    ...middle,
    { kind: 'same', text: was.slice(was.length - tail).join('') },
  ])
}

/** Words, numbers, spaces, and every other sign alone. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? []

function countSame(one: string[], other: string[]): number {
  let n = 0
  while (n < one.length && n < other.length && one[n] === other[n]) n++
  return n
}

/** By a longest common subsequence. */
function diffWords(was: string[], is: string[]): Piece[] {
  if (was.length * is.length > mostComparisons)
    return [
      { kind: 'removed', text: was.join('') },
      { kind: 'added', text: is.join('') },
    ]
  const width = is.length + 1
  const lengths = new Uint16Array((was.length + 1) * width)
  for (let a = was.length - 1; a >= 0; a--)
    for (let b = is.length - 1; b >= 0; b--)
      lengths[a * width + b] =
        was[a] === is[b]
          ? lengths[(a + 1) * width + b + 1]! + 1
          : Math.max(lengths[(a + 1) * width + b]!, lengths[a * width + b + 1]!)
  const pieces: Piece[] = []
  let [a, b] = [0, 0]
  while (a < was.length || b < is.length) {
    if (a < was.length && was[a] === is[b]) {
      pieces.push({ kind: 'same', text: was[a]! })
      a++
      b++
    } else if (
      b >= is.length ||
      (a < was.length && lengths[(a + 1) * width + b]! >= lengths[a * width + b + 1]!)
    )
      pieces.push({ kind: 'removed', text: was[a++]! })
    else pieces.push({ kind: 'added', text: is[b++]! })
  }
  return pieces
}

function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = []
  for (const { kind, text } of pieces) {
    const last = result.at(-1)
    if (text === '') continue
    if (last?.kind === kind) last.text += text
    else result.push({ kind, text })
  }
  return result
}
