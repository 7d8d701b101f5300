import type { Json } from '../../engine/json.ts'
import { formatValue } from '../ui/format.ts'
import type { LabelOf } from '../work/labels.ts'
import classes from './Audit.module.css'
import type { Row } from './changes.ts'
import { labelOfKeys } from './label-of-keys.ts'
import { words } from './texts.ts'

const { details } = words

/** Values with what they were before, each in a line. What has changed is said, not only coloured. */
export function Changes({ rows, labelOf }: { rows: Row[]; labelOf: LabelOf }) {
  return (
    <dl className={classes.rows}>
      {rows.map(({ keys, kind, before, after }) => (
        <div key={keys.join('/')} data-kind={kind}>
          <dt>{labelOfKeys(keys, labelOf)}</dt>
          <dd>
            {kind === 'removed' ? <del>{shown(before)}</del> : <span>{shown(after)}</span>}
            {kind === 'changed' && (
              <span className={classes.was}>
                {details.was} <del>{shown(before)}</del>
              </span>
            )}
            {(kind === 'added' || kind === 'removed') && (
              <span className={classes.kind}>{details[kind]}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const shown = (value: Json | undefined) => formatValue(value)
