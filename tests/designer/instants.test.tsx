import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { WithInstants } from '../../designer/ui/Instant.tsx'

const shown = (text: string) => renderToString(<WithInstants text={text} />).replaceAll('<!-- -->', '')

test('a sentence with times on record has them in the zone of the reader, with what is on record beside', () => {
  const html = shown(
    'The head of 2026-03-02T10:00:00.000Z has 7 entries; the one of 2026-03-02T10:00:00.000Z is it.',
  )

  const [first, second, third] = html.split(/<time [^>]*title="2026-03-02T10:00:00.000Z">/)
  expect(first).toBe('The head of ')
  expect(second).toMatch(/^Monday, .*2026.*<\/time> has 7 entries; the one of $/)
  expect(third).toMatch(/<\/time> is it\.$/)
})

test('what only looks like a time stays as it was written, and so does markup', () => {
  expect(shown('On 2026-99-99T99:99:99Z <b>')).toBe('On 2026-99-99T99:99:99Z &lt;b&gt;')
})
