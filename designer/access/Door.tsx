import { type ReactNode, useEffect, useRef } from 'react'
import { texts } from '../texts.ts'
import { Mark } from '../ui/Mark.tsx'
import { ThemeMenu } from '../ui/Shell.tsx'
import classes from './Door.module.css'

type Props = { title: string; text: string; error: string | null; children: ReactNode }

/** What the pages before signing in have in common. */
export function Door({ title, text, error, children }: Props) {
  const alert = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error !== null) alert.current?.focus()
  }, [error])
  return (
    <main className={classes.door}>
      <div className={classes.theme}>
        <ThemeMenu />
      </div>
      <Line />
      <div className={classes.panel}>
        <div className={classes.brand}>
          <Mark size={28} />
          {texts.product}
        </div>
        <h1>{title}</h1>
        <p>{text}</p>
        {error !== null && (
          <div role="alert" className={classes.error} ref={alert} tabIndex={-1}>
            {error}
          </div>
        )}
        {children}
      </div>
    </main>
  )
}

/** The through line behind the panel: out along the departments, around, and back. */
function Line() {
  const stages = ['strategy', 'marketing', 'sales', 'operations', 'feedback']
  return (
    <svg
      className={classes.line}
      viewBox="0 0 1440 900"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      aria-hidden
    >
      {stages.map((stage, i) => (
        <rect key={stage} x={i * 288} width="288" height="900" fill={`var(--${stage})`} opacity="0.06" />
      ))}
      <path
        d="M-20 330H1296a120 120 0 0 1 0 240H-20"
        stroke="var(--line-strong)"
        strokeWidth="2"
        opacity="0.55"
      />
      {stages.map((stage, i) => (
        <circle
          key={stage}
          cx={144 + i * 288}
          cy="330"
          r="9"
          fill={`var(--${stage})`}
          stroke="var(--page)"
          strokeWidth="5"
        />
      ))}
    </svg>
  )
}
