import { MantineProvider } from '@mantine/core'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { FileInput, type FileValue } from '../../designer/work/FileInput.tsx'

const shown = (value: FileValue | null) =>
  renderToString(
    <MantineProvider>
      <FileInput caseId="c 1" id="offer" label="Offer" required value={value} onChange={() => {}} />
    </MantineProvider>,
  )

test('a field for a file offers to choose one, and shows the one that it has under its own name', () => {
  const file = { name: '<b>.pdf', size: 2_048, type: 'application/pdf', sha256: 'ab', seq: 3 }

  const [empty, filled] = [shown(null), shown(file)]

  expect(empty).toContain('Choose a file (required)')
  expect(filled).toContain('href="/api/cases/c%201/files/3"')
  expect(filled).toContain('&lt;b&gt;.pdf')
  expect(filled).toContain('2 KB')
  expect(filled).toContain('Choose another')
})
