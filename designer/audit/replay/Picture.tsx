import { useMediaQuery } from '@mantine/hooks'
import { memo, useMemo } from 'react'
import type { Version } from '../../answers.ts'
import { allOpen } from '../../diagram/all-open.ts'
import { Diagram } from '../../diagram/Diagram.tsx'
import type { Marks } from '../../diagram/marks.ts'
import { readLayout } from '../../editor/saving/read-draft.ts'
import { AroundStates } from '../../work/CasePicture.tsx'

type Props = {
  version: Version
  marks: Marks
  /** the states that the case is in, separated by spaces */
  active: string
}

/** The version that the case ran on, drawn once; only the marks change from step to step. */
export const Picture = memo(function Picture({ version, marks, active }: Props) {
  const layout = useMemo(() => allOpen(readLayout(version.layout)), [version])
  // The whole of a process on a narrow screen is too small to read: there it follows the case.
  const isNarrow = useMediaQuery('(max-width: 720px)')
  return (
    <Diagram definition={version.definition} layout={layout} marks={marks}>
      {isNarrow && <AroundStates active={active} />}
    </Diagram>
  )
})
