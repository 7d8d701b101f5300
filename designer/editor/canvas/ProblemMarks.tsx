import { type ReactNode, useMemo } from 'react'
import { MarkedBy, useMarking } from '../../diagram/marking.ts'
import type { Editor } from '../editor.ts'
import { marksOf } from '../problem-marks.ts'
import { useChecked } from '../use-editor.ts'

/** Marks what is drawn inside with what the check finds in it. */
export function ProblemMarks({ editor, children }: { editor: Editor; children: ReactNode }) {
  const { problems } = useChecked(editor)
  const marking = useMarking(useMemo(() => marksOf(problems), [problems]))
  return <MarkedBy value={marking}>{children}</MarkedBy>
}
