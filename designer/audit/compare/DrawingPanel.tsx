import { Skeleton } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import type { Definition } from '../../../engine/definition.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { Panel } from '../../ui/Panel.tsx'
import classes from './Compare.module.css'
import type { Marked } from './marks-of.ts'
import { words } from './texts.ts'

const Drawing = lazy(() => import('./Drawing.tsx').then(({ Drawing }) => ({ default: Drawing })))

type Props = {
  definition: Definition
  layout: unknown
  marked: Marked
  around: string
  isClose?: boolean
  aside?: ReactNode
  /** what the marks mean */
  children?: ReactNode
}

/** The drawing comes after its page, and what it marks is said beneath. */
export function DrawingPanel({ aside, children, ...drawn }: Props) {
  return (
    <Panel title={words.drawing} aside={aside}>
      <div className={classes.frame}>
        <Boundary area={words.area.drawing}>
          <Suspense fallback={<Skeleton height="100%" radius={0} />}>
            <Drawing {...drawn} />
          </Suspense>
        </Boundary>
      </div>
      {children && <div className={classes.legend}>{children}</div>}
    </Panel>
  )
}
