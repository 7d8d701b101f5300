import { Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Panel } from '../../ui/Panel.tsx'
import type { LabelOf } from '../../work/labels.ts'
import { Changes } from '../Changes.tsx'
import { rowsBetween } from '../changes.ts'
import { words as all } from '../texts.ts'
import { stepAt, type Trail } from '../trail.ts'
import classes from './Replay.module.css'

const words = all.replay
/** More would be more than anybody reads at a glance, at every step. */
const mostRows = 300

type Props = { trail: Trail; position: number; labelOf: LabelOf }

/** The data of the case after an entry; what the entry has changed is lit, with what it was. */
export function DataAfter({ trail, position, labelOf }: Props) {
  const [onlyChanged, setOnlyChanged] = useState(false)
  const after = stepAt(trail, position)?.to.data
  const isStep = trail.steps[position] === position
  const before = isStep ? stepAt(trail, position - 1)?.to.data : after
  const rows = useMemo(
    () => rowsBetween(before ?? {}, after ?? {}).filter(({ keys }) => keys.length > 0),
    [before, after],
  )
  const changed = rows.filter(({ kind }) => kind !== 'same')
  const shown = onlyChanged ? changed : rows
  return (
    <Panel title={words.data} aside={changed.length > 0 ? words.dataChanged(changed.length) : words.dataSame}>
      <div className={classes.data}>
        {rows.length === 0 ? (
          <p className={classes.soft}>{words.dataNone}</p>
        ) : (
          <>
            <Checkbox
              size="xs"
              label={words.onlyChanged}
              checked={onlyChanged}
              onChange={event => setOnlyChanged(event.currentTarget.checked)}
            />
            <Changes rows={shown.slice(0, mostRows)} labelOf={labelOf} />
            {shown.length > mostRows && (
              <p className={classes.soft}>{words.dataMore(shown.length - mostRows)}</p>
            )}
          </>
        )}
      </div>
    </Panel>
  )
}
