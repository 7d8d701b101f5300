// How much room text takes, without a page to measure it on: the same answer in a test, in the browser and in a
// picture. A little more than Inter needs, so that what fits here fits there.

const narrow = new Set("iljtfrI.,:;'|!()[]{} ·-")
const wide = new Set('mwMW@%&—…')

function emOf(character: string): number {
  const code = character.codePointAt(0)!
  if (narrow.has(character)) return 0.36
  if (wide.has(character)) return 0.94
  if (character >= 'A' && character <= 'Z') return 0.72
  // Scripts in which a letter takes a square, and pictographs.
  if (code >= 0x1100) return 1.1
  return 0.6
}

export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const character of text) ems += emOf(character)
  return ems * size
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** As much of the text as fits, with an ellipsis where something is missing. A letter with its accents is one. */
export function cut(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text
  let kept = ''
  let left = width - widthOf('…', size)
  // Far more letters than a picture shows; the rest is not looked at.
  for (const { segment } of segmenter.segment(text.slice(0, 400))) {
    left -= widthOf(segment, size)
    if (left < 0) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** The text in at most so many lines of a width, broken between words; what does not fit is cut. */
export function wrap(text: string, width: number, size: number, most: number): string[] {
  const words = text.slice(0, 1_000).split(/\s+/).filter(Boolean)
  const lines: string[] = []
  let line = ''
  for (const [n, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || widthOf(longer, size) <= width) line = longer
    else if (lines.length === most - 1) {
      line = [line, ...words.slice(n)].join(' ')
      break
    } else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line].map(one => cut(one, width, size))
}
