import { memo, useMemo } from 'react'
import type { Version } from '../../answers.ts'
import { allOpen } from '../../diagram/all-open.ts'
import { Diagram } from '../../diagram/Diagram.tsx'
import type { Marks } from '../../diagram/marks.ts'
import { readLayout } from '../../editor/saving/read-draft.ts'

/** The version that the case ran on, drawn once; only the marks change from step to step. */
export const Picture = memo(function Picture({ version, marks }: { version: Version; marks: Marks }) {
  const layout = useMemo(() => allOpen(readLayout(version.layout)), [version])
  return <Diagram definition={version.definition} layout={layout} marks={marks} />
})
