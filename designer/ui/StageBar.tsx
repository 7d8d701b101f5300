import { VisuallyHidden } from '@mantine/core'
import { texts } from '../texts.ts'
import { stageHue, stageName } from './department.ts'
import classes from './StageBar.module.css'

type Props = {
  stages: string[]
  /** where the case is; null when it is in no stage */
  now: string | null
  been: ReadonlySet<string>
}

/** The through line: the stages in their order, what has been reached solid, what lies ahead dotted, and the way back. */
export function StageBar({ stages, now, been }: Props) {
  return (
    <div className={classes.bar}>
      <ol className={classes.stages} aria-label={texts.case.stages}>
        {stages.map(stage => {
          const where = stage === now ? 'now' : been.has(stage) ? 'been' : 'ahead'
          return (
            <li
              key={stage}
              data-where={where}
              style={stageHue(stage)}
              {...(where === 'now' && { 'aria-current': 'step' as const })}
            >
              <span className={classes.name}>{stageName(stage)}</span>
              <VisuallyHidden>, {texts.case.stage[where]}</VisuallyHidden>
              <span className={classes.stop} aria-hidden />
            </li>
          )
        })}
      </ol>
      <span
        className={classes.back}
        style={{ '--stops': stages.length } as React.CSSProperties}
        aria-hidden
      />
    </div>
  )
}
