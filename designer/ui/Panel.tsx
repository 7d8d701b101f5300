import { type ReactNode, useId } from 'react'
import classes from './Panel.module.css'

type Props = { title: string; aside?: ReactNode; children: ReactNode }

/** A part of a page, with its heading. */
export function Panel({ title, aside, children }: Props) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <span>{aside}</span>}
      </div>
      {children}
    </section>
  )
}
