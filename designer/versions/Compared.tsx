import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { diff } from '../../engine/diff.ts'
import { Diagram } from '../diagram/Diagram.tsx'
import type { Draft } from '../editor/draft.ts'
import { marksOf } from './changes.ts'
import { words } from './texts.ts'
import classes from './Versions.module.css'

/** Two drafts on one drawing: what is new and changed on the later, what is gone on the earlier one. */
export function Compared({ before, after }: { before: Draft; after: Draft }) {
  const [side, setSide] = useState<'before' | 'after'>('after')
  const marks = useMemo(() => marksOf(diff(before.definition, after.definition), side), [before, after, side])
  const { definition, layout } = side === 'after' ? after : before
  return (
    <div className={classes.compared}>
      <SegmentedControl
        size="xs"
        aria-label={words.drawing}
        value={side}
        onChange={value => setSide(value as typeof side)}
        data={[
          { value: 'after', label: words.asIs },
          { value: 'before', label: words.asWas },
        ]}
      />
      <Diagram key={side} definition={definition} layout={layout} marks={marks} />
    </div>
  )
}
