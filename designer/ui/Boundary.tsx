import { Button } from '@mantine/core'
import { Component, type ErrorInfo, type ReactNode, useState } from 'react'
import { texts } from '../texts.ts'
import classes from './Boundary.module.css'

type Props = {
  /** what has stopped working, as its sentence names it: "the drawing" */
  area: string
  /** what makes it try again by itself: another selection, another page */
  resetWhen?: unknown
  /** what puts the notice where the part would be */
  className?: string | undefined
  children: ReactNode
}
type State = { error: Error | null; where: string }

/** Keeps a crash in one part of a page from taking the rest along. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null, where: '' }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(_: Error, { componentStack }: ErrorInfo): void {
    this.setState({ where: componentStack ?? '' })
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.error && before.resetWhen !== this.props.resetWhen) this.setState({ error: null })
  }

  override render(): ReactNode {
    const { error, where } = this.state
    if (!error) return this.props.children
    return (
      <Crashed
        area={this.props.area}
        className={this.props.className}
        error={error}
        where={where}
        again={() => this.setState({ error: null })}
      />
    )
  }
}

type CrashedProps = {
  area: string
  error: Error
  where?: string
  className?: string | undefined
  again(): void
}

/** In the place of what has crashed: what still works, and what to do. */
export function Crashed({ area, error, where = '', className = '', again }: CrashedProps) {
  const [copied, setCopied] = useState(false)
  const isOutdated = isMissingPart(error)
  const copy = async () => {
    await navigator.clipboard.writeText(detailsOf(error, where))
    setCopied(true)
  }
  return (
    <div role="alert" className={`${className} ${classes.crashed}`}>
      <h2>{texts.crashed.title(area)}</h2>
      <p>{isOutdated ? texts.crashed.outdated : texts.crashed.text}</p>
      <div className={classes.ways}>
        {isOutdated ? (
          <Button size="compact-sm" onClick={() => window.location.reload()}>
            {texts.crashed.reload}
          </Button>
        ) : (
          <Button size="compact-sm" onClick={again}>
            {texts.crashed.again}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => void copy()}>
          {copied ? texts.crashed.copied : texts.crashed.copy}
        </Button>
      </div>
    </div>
  )
}

/** A part of the app that loads when it is needed, and is not there: no connection, or a newer release. */
const isMissingPart = ({ message }: Error): boolean =>
  /dynamically imported module|Importing a module script|module script failed|preload CSS/i.test(message)

/** For whoever looks after the server. Says where, and nothing of the draft or the case. */
function detailsOf(error: Error, where: string): string {
  const lines = [error.stack ?? `${error.name}: ${error.message}`, where.trim()]
  return [
    `${texts.product}: ${window.location.pathname}`,
    new Date().toISOString(),
    navigator.userAgent,
    '',
    ...lines,
  ].join('\n')
}
